/*eslint-disable block-scoped-var, id-length, no-control-regex, no-magic-numbers, no-mixed-operators, no-prototype-builtins, no-redeclare, no-shadow, no-var, sort-vars, default-case, jsdoc/require-param*/
import $protobuf from "protobufjs/minimal.js";

// Common aliases
const $Reader = $protobuf.Reader, $Writer = $protobuf.Writer, $util = $protobuf.util;
const $Object = $util.global.Object, $undefined = $util.global.undefined, $Error = $util.global.Error, $RangeError = $util.global.RangeError;

// Exported root namespace
const $root = $protobuf.roots["default"] || ($protobuf.roots["default"] = {});

export const resilient_marl = $root.resilient_marl = (() => {

    /**
     * Namespace resilient_marl.
     * @exports resilient_marl
     * @namespace
     */
    const resilient_marl = {};

    resilient_marl.environment = (function() {

        /**
         * Namespace environment.
         * @memberof resilient_marl
         * @namespace
         */
        const environment = {};

        environment.v1 = (function() {

            /**
             * Namespace v1.
             * @memberof resilient_marl.environment
             * @namespace
             */
            const v1 = {};

            v1.Request = (function() {

                /**
                 * Properties of a Request.
                 * @typedef {Object} resilient_marl.environment.v1.Request.$Properties
                 * @property {number} [id] Request id
                 * @property {resilient_marl.environment.v1.Describe.$Properties|null} [describe] Request describe
                 * @property {resilient_marl.environment.v1.Make.$Properties|null} [make] Request make
                 * @property {resilient_marl.environment.v1.Reset.$Properties|null} [reset] Request reset
                 * @property {resilient_marl.environment.v1.Step.$Properties|null} [step] Request step
                 * @property {resilient_marl.environment.v1.GetState.$Properties|null} [getState] Request getState
                 * @property {resilient_marl.environment.v1.SetState.$Properties|null} [setState] Request setState
                 * @property {resilient_marl.environment.v1.Close.$Properties|null} [close] Request close
                 * @property {"describe"|"make"|"reset"|"step"|"getState"|"setState"|"close"} [payload] Request payload
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Request.
                 * @memberof resilient_marl.environment.v1
                 * @interface IRequest
                 * @augments resilient_marl.environment.v1.Request.$Properties
                 * @deprecated Use resilient_marl.environment.v1.Request.$Properties instead.
                 */

                /**
                 * Narrowed shape of a Request.
                 * @typedef {{
                 *   id?: number;
                 *   describe?: resilient_marl.environment.v1.Describe.$Shape|null;
                 *   make?: resilient_marl.environment.v1.Make.$Shape|null;
                 *   reset?: resilient_marl.environment.v1.Reset.$Shape|null;
                 *   step?: resilient_marl.environment.v1.Step.$Shape|null;
                 *   getState?: resilient_marl.environment.v1.GetState.$Shape|null;
                 *   setState?: resilient_marl.environment.v1.SetState.$Shape|null;
                 *   close?: resilient_marl.environment.v1.Close.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ payload?: undefined; describe?: null; make?: null; reset?: null; step?: null; getState?: null; setState?: null; close?: null }|{ payload?: "describe"; describe: resilient_marl.environment.v1.Describe.$Shape; make?: null; reset?: null; step?: null; getState?: null; setState?: null; close?: null }|{ payload?: "make"; describe?: null; make: resilient_marl.environment.v1.Make.$Shape; reset?: null; step?: null; getState?: null; setState?: null; close?: null }|{ payload?: "reset"; describe?: null; make?: null; reset: resilient_marl.environment.v1.Reset.$Shape; step?: null; getState?: null; setState?: null; close?: null }|{ payload?: "step"; describe?: null; make?: null; reset?: null; step: resilient_marl.environment.v1.Step.$Shape; getState?: null; setState?: null; close?: null }|{ payload?: "getState"; describe?: null; make?: null; reset?: null; step?: null; getState: resilient_marl.environment.v1.GetState.$Shape; setState?: null; close?: null }|{ payload?: "setState"; describe?: null; make?: null; reset?: null; step?: null; getState?: null; setState: resilient_marl.environment.v1.SetState.$Shape; close?: null }|{ payload?: "close"; describe?: null; make?: null; reset?: null; step?: null; getState?: null; setState?: null; close: resilient_marl.environment.v1.Close.$Shape })
                 * )} resilient_marl.environment.v1.Request.$Shape
                 */

                /**
                 * Constructs a new Request.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a Request.
                 * @constructor
                 * @param {resilient_marl.environment.v1.Request.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Request = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Request id.
                 * @member {number} id
                 * @memberof resilient_marl.environment.v1.Request
                 * @instance
                 */
                Request.prototype.id = 0;

                /**
                 * Request describe.
                 * @member {resilient_marl.environment.v1.Describe|null} describe
                 * @memberof resilient_marl.environment.v1.Request
                 * @instance
                 */
                Request.prototype.describe = null;

                /**
                 * Request make.
                 * @member {resilient_marl.environment.v1.Make|null} make
                 * @memberof resilient_marl.environment.v1.Request
                 * @instance
                 */
                Request.prototype.make = null;

                /**
                 * Request reset.
                 * @member {resilient_marl.environment.v1.Reset|null} reset
                 * @memberof resilient_marl.environment.v1.Request
                 * @instance
                 */
                Request.prototype.reset = null;

                /**
                 * Request step.
                 * @member {resilient_marl.environment.v1.Step|null} step
                 * @memberof resilient_marl.environment.v1.Request
                 * @instance
                 */
                Request.prototype.step = null;

                /**
                 * Request getState.
                 * @member {resilient_marl.environment.v1.GetState|null} getState
                 * @memberof resilient_marl.environment.v1.Request
                 * @instance
                 */
                Request.prototype.getState = null;

                /**
                 * Request setState.
                 * @member {resilient_marl.environment.v1.SetState|null} setState
                 * @memberof resilient_marl.environment.v1.Request
                 * @instance
                 */
                Request.prototype.setState = null;

                /**
                 * Request close.
                 * @member {resilient_marl.environment.v1.Close|null} close
                 * @memberof resilient_marl.environment.v1.Request
                 * @instance
                 */
                Request.prototype.close = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * Request payload.
                 * @member {"describe"|"make"|"reset"|"step"|"getState"|"setState"|"close"|undefined} payload
                 * @memberof resilient_marl.environment.v1.Request
                 * @instance
                 */
                $Object.defineProperty(Request.prototype, "payload", {
                    get: $util.oneOfGetter($oneOfFields = ["describe", "make", "reset", "step", "getState", "setState", "close"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified Request message. Does not implicitly {@link resilient_marl.environment.v1.Request.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.Request
                 * @static
                 * @param {resilient_marl.environment.v1.Request.$Properties} message Request message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Request.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                    if (message.describe != null && $Object.hasOwnProperty.call(message, "describe"))
                        $root.resilient_marl.environment.v1.Describe.encode(message.describe, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.make != null && $Object.hasOwnProperty.call(message, "make"))
                        $root.resilient_marl.environment.v1.Make.encode(message.make, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.reset != null && $Object.hasOwnProperty.call(message, "reset"))
                        $root.resilient_marl.environment.v1.Reset.encode(message.reset, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                        $root.resilient_marl.environment.v1.Step.encode(message.step, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.getState != null && $Object.hasOwnProperty.call(message, "getState"))
                        $root.resilient_marl.environment.v1.GetState.encode(message.getState, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.setState != null && $Object.hasOwnProperty.call(message, "setState"))
                        $root.resilient_marl.environment.v1.SetState.encode(message.setState, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.close != null && $Object.hasOwnProperty.call(message, "close"))
                        $root.resilient_marl.environment.v1.Close.encode(message.close, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Request message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.Request
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Request & resilient_marl.environment.v1.Request.$Shape} Request
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Request.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.Request();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.describe = $root.resilient_marl.environment.v1.Describe.decode(reader, reader.size(), $undefined, _depth + 1, message.describe);
                                message.payload = "describe";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.make = $root.resilient_marl.environment.v1.Make.decode(reader, reader.size(), $undefined, _depth + 1, message.make);
                                message.payload = "make";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.reset = $root.resilient_marl.environment.v1.Reset.decode(reader, reader.size(), $undefined, _depth + 1, message.reset);
                                message.payload = "reset";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.step = $root.resilient_marl.environment.v1.Step.decode(reader, reader.size(), $undefined, _depth + 1, message.step);
                                message.payload = "step";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.getState = $root.resilient_marl.environment.v1.GetState.decode(reader, reader.size(), $undefined, _depth + 1, message.getState);
                                message.payload = "getState";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.setState = $root.resilient_marl.environment.v1.SetState.decode(reader, reader.size(), $undefined, _depth + 1, message.setState);
                                message.payload = "setState";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.close = $root.resilient_marl.environment.v1.Close.decode(reader, reader.size(), $undefined, _depth + 1, message.close);
                                message.payload = "close";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Request;
            })();

            v1.Reply = (function() {

                /**
                 * Properties of a Reply.
                 * @typedef {Object} resilient_marl.environment.v1.Reply.$Properties
                 * @property {number} [id] Reply id
                 * @property {resilient_marl.environment.v1.DescribeReply.$Properties|null} [describe] Reply describe
                 * @property {resilient_marl.environment.v1.MakeReply.$Properties|null} [make] Reply make
                 * @property {resilient_marl.environment.v1.ResetReply.$Properties|null} [reset] Reply reset
                 * @property {resilient_marl.environment.v1.StepReply.$Properties|null} [step] Reply step
                 * @property {resilient_marl.environment.v1.GetStateReply.$Properties|null} [getState] Reply getState
                 * @property {resilient_marl.environment.v1.SetStateReply.$Properties|null} [setState] Reply setState
                 * @property {resilient_marl.environment.v1.CloseReply.$Properties|null} [close] Reply close
                 * @property {resilient_marl.environment.v1.Error.$Properties|null} [error] Reply error
                 * @property {"describe"|"make"|"reset"|"step"|"getState"|"setState"|"close"|"error"} [payload] Reply payload
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Reply.
                 * @memberof resilient_marl.environment.v1
                 * @interface IReply
                 * @augments resilient_marl.environment.v1.Reply.$Properties
                 * @deprecated Use resilient_marl.environment.v1.Reply.$Properties instead.
                 */

                /**
                 * Narrowed shape of a Reply.
                 * @typedef {{
                 *   id?: number;
                 *   describe?: resilient_marl.environment.v1.DescribeReply.$Shape|null;
                 *   make?: resilient_marl.environment.v1.MakeReply.$Shape|null;
                 *   reset?: resilient_marl.environment.v1.ResetReply.$Shape|null;
                 *   step?: resilient_marl.environment.v1.StepReply.$Shape|null;
                 *   getState?: resilient_marl.environment.v1.GetStateReply.$Shape|null;
                 *   setState?: resilient_marl.environment.v1.SetStateReply.$Shape|null;
                 *   close?: resilient_marl.environment.v1.CloseReply.$Shape|null;
                 *   error?: resilient_marl.environment.v1.Error.$Shape|null;
                 *   $unknowns?: Array.<Uint8Array>;
                 * } & (
                 *   ({ payload?: undefined; describe?: null; make?: null; reset?: null; step?: null; getState?: null; setState?: null; close?: null; error?: null }|{ payload?: "describe"; describe: resilient_marl.environment.v1.DescribeReply.$Shape; make?: null; reset?: null; step?: null; getState?: null; setState?: null; close?: null; error?: null }|{ payload?: "make"; describe?: null; make: resilient_marl.environment.v1.MakeReply.$Shape; reset?: null; step?: null; getState?: null; setState?: null; close?: null; error?: null }|{ payload?: "reset"; describe?: null; make?: null; reset: resilient_marl.environment.v1.ResetReply.$Shape; step?: null; getState?: null; setState?: null; close?: null; error?: null }|{ payload?: "step"; describe?: null; make?: null; reset?: null; step: resilient_marl.environment.v1.StepReply.$Shape; getState?: null; setState?: null; close?: null; error?: null }|{ payload?: "getState"; describe?: null; make?: null; reset?: null; step?: null; getState: resilient_marl.environment.v1.GetStateReply.$Shape; setState?: null; close?: null; error?: null }|{ payload?: "setState"; describe?: null; make?: null; reset?: null; step?: null; getState?: null; setState: resilient_marl.environment.v1.SetStateReply.$Shape; close?: null; error?: null }|{ payload?: "close"; describe?: null; make?: null; reset?: null; step?: null; getState?: null; setState?: null; close: resilient_marl.environment.v1.CloseReply.$Shape; error?: null }|{ payload?: "error"; describe?: null; make?: null; reset?: null; step?: null; getState?: null; setState?: null; close?: null; error: resilient_marl.environment.v1.Error.$Shape })
                 * )} resilient_marl.environment.v1.Reply.$Shape
                 */

                /**
                 * Constructs a new Reply.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a Reply.
                 * @constructor
                 * @param {resilient_marl.environment.v1.Reply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Reply = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Reply id.
                 * @member {number} id
                 * @memberof resilient_marl.environment.v1.Reply
                 * @instance
                 */
                Reply.prototype.id = 0;

                /**
                 * Reply describe.
                 * @member {resilient_marl.environment.v1.DescribeReply|null} describe
                 * @memberof resilient_marl.environment.v1.Reply
                 * @instance
                 */
                Reply.prototype.describe = null;

                /**
                 * Reply make.
                 * @member {resilient_marl.environment.v1.MakeReply|null} make
                 * @memberof resilient_marl.environment.v1.Reply
                 * @instance
                 */
                Reply.prototype.make = null;

                /**
                 * Reply reset.
                 * @member {resilient_marl.environment.v1.ResetReply|null} reset
                 * @memberof resilient_marl.environment.v1.Reply
                 * @instance
                 */
                Reply.prototype.reset = null;

                /**
                 * Reply step.
                 * @member {resilient_marl.environment.v1.StepReply|null} step
                 * @memberof resilient_marl.environment.v1.Reply
                 * @instance
                 */
                Reply.prototype.step = null;

                /**
                 * Reply getState.
                 * @member {resilient_marl.environment.v1.GetStateReply|null} getState
                 * @memberof resilient_marl.environment.v1.Reply
                 * @instance
                 */
                Reply.prototype.getState = null;

                /**
                 * Reply setState.
                 * @member {resilient_marl.environment.v1.SetStateReply|null} setState
                 * @memberof resilient_marl.environment.v1.Reply
                 * @instance
                 */
                Reply.prototype.setState = null;

                /**
                 * Reply close.
                 * @member {resilient_marl.environment.v1.CloseReply|null} close
                 * @memberof resilient_marl.environment.v1.Reply
                 * @instance
                 */
                Reply.prototype.close = null;

                /**
                 * Reply error.
                 * @member {resilient_marl.environment.v1.Error|null} error
                 * @memberof resilient_marl.environment.v1.Reply
                 * @instance
                 */
                Reply.prototype.error = null;

                // OneOf field names bound to virtual getters and setters
                let $oneOfFields;

                /**
                 * Reply payload.
                 * @member {"describe"|"make"|"reset"|"step"|"getState"|"setState"|"close"|"error"|undefined} payload
                 * @memberof resilient_marl.environment.v1.Reply
                 * @instance
                 */
                $Object.defineProperty(Reply.prototype, "payload", {
                    get: $util.oneOfGetter($oneOfFields = ["describe", "make", "reset", "step", "getState", "setState", "close", "error"]),
                    set: $util.oneOfSetter($oneOfFields)
                });

                /**
                 * Encodes the specified Reply message. Does not implicitly {@link resilient_marl.environment.v1.Reply.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.Reply
                 * @static
                 * @param {resilient_marl.environment.v1.Reply.$Properties} message Reply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Reply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.id != null && $Object.hasOwnProperty.call(message, "id") && message.id !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.id);
                    if (message.describe != null && $Object.hasOwnProperty.call(message, "describe"))
                        $root.resilient_marl.environment.v1.DescribeReply.encode(message.describe, writer.uint32(/* id 2, wireType 2 =*/18).fork(), _depth + 1).ldelim();
                    if (message.make != null && $Object.hasOwnProperty.call(message, "make"))
                        $root.resilient_marl.environment.v1.MakeReply.encode(message.make, writer.uint32(/* id 3, wireType 2 =*/26).fork(), _depth + 1).ldelim();
                    if (message.reset != null && $Object.hasOwnProperty.call(message, "reset"))
                        $root.resilient_marl.environment.v1.ResetReply.encode(message.reset, writer.uint32(/* id 4, wireType 2 =*/34).fork(), _depth + 1).ldelim();
                    if (message.step != null && $Object.hasOwnProperty.call(message, "step"))
                        $root.resilient_marl.environment.v1.StepReply.encode(message.step, writer.uint32(/* id 5, wireType 2 =*/42).fork(), _depth + 1).ldelim();
                    if (message.getState != null && $Object.hasOwnProperty.call(message, "getState"))
                        $root.resilient_marl.environment.v1.GetStateReply.encode(message.getState, writer.uint32(/* id 6, wireType 2 =*/50).fork(), _depth + 1).ldelim();
                    if (message.setState != null && $Object.hasOwnProperty.call(message, "setState"))
                        $root.resilient_marl.environment.v1.SetStateReply.encode(message.setState, writer.uint32(/* id 7, wireType 2 =*/58).fork(), _depth + 1).ldelim();
                    if (message.close != null && $Object.hasOwnProperty.call(message, "close"))
                        $root.resilient_marl.environment.v1.CloseReply.encode(message.close, writer.uint32(/* id 8, wireType 2 =*/66).fork(), _depth + 1).ldelim();
                    if (message.error != null && $Object.hasOwnProperty.call(message, "error"))
                        $root.resilient_marl.environment.v1.Error.encode(message.error, writer.uint32(/* id 15, wireType 2 =*/122).fork(), _depth + 1).ldelim();
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Reply message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.Reply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Reply & resilient_marl.environment.v1.Reply.$Shape} Reply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Reply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.Reply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.id = value;
                                else
                                    delete message.id;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                message.describe = $root.resilient_marl.environment.v1.DescribeReply.decode(reader, reader.size(), $undefined, _depth + 1, message.describe);
                                message.payload = "describe";
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                message.make = $root.resilient_marl.environment.v1.MakeReply.decode(reader, reader.size(), $undefined, _depth + 1, message.make);
                                message.payload = "make";
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                message.reset = $root.resilient_marl.environment.v1.ResetReply.decode(reader, reader.size(), $undefined, _depth + 1, message.reset);
                                message.payload = "reset";
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                message.step = $root.resilient_marl.environment.v1.StepReply.decode(reader, reader.size(), $undefined, _depth + 1, message.step);
                                message.payload = "step";
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                message.getState = $root.resilient_marl.environment.v1.GetStateReply.decode(reader, reader.size(), $undefined, _depth + 1, message.getState);
                                message.payload = "getState";
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                message.setState = $root.resilient_marl.environment.v1.SetStateReply.decode(reader, reader.size(), $undefined, _depth + 1, message.setState);
                                message.payload = "setState";
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                message.close = $root.resilient_marl.environment.v1.CloseReply.decode(reader, reader.size(), $undefined, _depth + 1, message.close);
                                message.payload = "close";
                                continue;
                            }
                        case 15: {
                                if (wireType !== 2)
                                    break;
                                message.error = $root.resilient_marl.environment.v1.Error.decode(reader, reader.size(), $undefined, _depth + 1, message.error);
                                message.payload = "error";
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Reply;
            })();

            v1.Describe = (function() {

                /**
                 * Properties of a Describe.
                 * @typedef {Object} resilient_marl.environment.v1.Describe.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Describe.
                 * @memberof resilient_marl.environment.v1
                 * @interface IDescribe
                 * @augments resilient_marl.environment.v1.Describe.$Properties
                 * @deprecated Use resilient_marl.environment.v1.Describe.$Properties instead.
                 */

                /**
                 * Shape of a Describe.
                 * @typedef {resilient_marl.environment.v1.Describe.$Properties} resilient_marl.environment.v1.Describe.$Shape
                 */

                /**
                 * Constructs a new Describe.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a Describe.
                 * @constructor
                 * @param {resilient_marl.environment.v1.Describe.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Describe = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Encodes the specified Describe message. Does not implicitly {@link resilient_marl.environment.v1.Describe.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.Describe
                 * @static
                 * @param {resilient_marl.environment.v1.Describe.$Properties} message Describe message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Describe.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Describe message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.Describe
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Describe & resilient_marl.environment.v1.Describe.$Shape} Describe
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Describe.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.Describe();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Describe;
            })();

            v1.DescribeReply = (function() {

                /**
                 * Properties of a DescribeReply.
                 * @typedef {Object} resilient_marl.environment.v1.DescribeReply.$Properties
                 * @property {number} [protocol] DescribeReply protocol
                 * @property {string} [python] DescribeReply python
                 * @property {string} [gymnasium] DescribeReply gymnasium
                 * @property {string} [mujoco] DescribeReply mujoco
                 * @property {string} [numpy] DescribeReply numpy
                 * @property {string} [pyzmq] DescribeReply pyzmq
                 * @property {string} [protobuf] DescribeReply protobuf
                 * @property {string} [cpu] DescribeReply cpu
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a DescribeReply.
                 * @memberof resilient_marl.environment.v1
                 * @interface IDescribeReply
                 * @augments resilient_marl.environment.v1.DescribeReply.$Properties
                 * @deprecated Use resilient_marl.environment.v1.DescribeReply.$Properties instead.
                 */

                /**
                 * Shape of a DescribeReply.
                 * @typedef {resilient_marl.environment.v1.DescribeReply.$Properties} resilient_marl.environment.v1.DescribeReply.$Shape
                 */

                /**
                 * Constructs a new DescribeReply.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a DescribeReply.
                 * @constructor
                 * @param {resilient_marl.environment.v1.DescribeReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const DescribeReply = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * DescribeReply protocol.
                 * @member {number} protocol
                 * @memberof resilient_marl.environment.v1.DescribeReply
                 * @instance
                 */
                DescribeReply.prototype.protocol = 0;

                /**
                 * DescribeReply python.
                 * @member {string} python
                 * @memberof resilient_marl.environment.v1.DescribeReply
                 * @instance
                 */
                DescribeReply.prototype.python = "";

                /**
                 * DescribeReply gymnasium.
                 * @member {string} gymnasium
                 * @memberof resilient_marl.environment.v1.DescribeReply
                 * @instance
                 */
                DescribeReply.prototype.gymnasium = "";

                /**
                 * DescribeReply mujoco.
                 * @member {string} mujoco
                 * @memberof resilient_marl.environment.v1.DescribeReply
                 * @instance
                 */
                DescribeReply.prototype.mujoco = "";

                /**
                 * DescribeReply numpy.
                 * @member {string} numpy
                 * @memberof resilient_marl.environment.v1.DescribeReply
                 * @instance
                 */
                DescribeReply.prototype.numpy = "";

                /**
                 * DescribeReply pyzmq.
                 * @member {string} pyzmq
                 * @memberof resilient_marl.environment.v1.DescribeReply
                 * @instance
                 */
                DescribeReply.prototype.pyzmq = "";

                /**
                 * DescribeReply protobuf.
                 * @member {string} protobuf
                 * @memberof resilient_marl.environment.v1.DescribeReply
                 * @instance
                 */
                DescribeReply.prototype.protobuf = "";

                /**
                 * DescribeReply cpu.
                 * @member {string} cpu
                 * @memberof resilient_marl.environment.v1.DescribeReply
                 * @instance
                 */
                DescribeReply.prototype.cpu = "";

                /**
                 * Encodes the specified DescribeReply message. Does not implicitly {@link resilient_marl.environment.v1.DescribeReply.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.DescribeReply
                 * @static
                 * @param {resilient_marl.environment.v1.DescribeReply.$Properties} message DescribeReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                DescribeReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.protocol != null && $Object.hasOwnProperty.call(message, "protocol") && message.protocol !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.protocol);
                    if (message.python != null && $Object.hasOwnProperty.call(message, "python") && message.python !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.python);
                    if (message.gymnasium != null && $Object.hasOwnProperty.call(message, "gymnasium") && message.gymnasium !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.gymnasium);
                    if (message.mujoco != null && $Object.hasOwnProperty.call(message, "mujoco") && message.mujoco !== "")
                        writer.uint32(/* id 4, wireType 2 =*/34).string(message.mujoco);
                    if (message.numpy != null && $Object.hasOwnProperty.call(message, "numpy") && message.numpy !== "")
                        writer.uint32(/* id 5, wireType 2 =*/42).string(message.numpy);
                    if (message.pyzmq != null && $Object.hasOwnProperty.call(message, "pyzmq") && message.pyzmq !== "")
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.pyzmq);
                    if (message.protobuf != null && $Object.hasOwnProperty.call(message, "protobuf") && message.protobuf !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.protobuf);
                    if (message.cpu != null && $Object.hasOwnProperty.call(message, "cpu") && message.cpu !== "")
                        writer.uint32(/* id 8, wireType 2 =*/66).string(message.cpu);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a DescribeReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.DescribeReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.DescribeReply & resilient_marl.environment.v1.DescribeReply.$Shape} DescribeReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                DescribeReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.DescribeReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.protocol = value;
                                else
                                    delete message.protocol;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.python = value;
                                else
                                    delete message.python;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.gymnasium = value;
                                else
                                    delete message.gymnasium;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.mujoco = value;
                                else
                                    delete message.mujoco;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.numpy = value;
                                else
                                    delete message.numpy;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.pyzmq = value;
                                else
                                    delete message.pyzmq;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.protobuf = value;
                                else
                                    delete message.protobuf;
                                continue;
                            }
                        case 8: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.cpu = value;
                                else
                                    delete message.cpu;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return DescribeReply;
            })();

            v1.Make = (function() {

                /**
                 * Properties of a Make.
                 * @typedef {Object} resilient_marl.environment.v1.Make.$Properties
                 * @property {string} [task] Make task
                 * @property {number} [count] Make count
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Make.
                 * @memberof resilient_marl.environment.v1
                 * @interface IMake
                 * @augments resilient_marl.environment.v1.Make.$Properties
                 * @deprecated Use resilient_marl.environment.v1.Make.$Properties instead.
                 */

                /**
                 * Shape of a Make.
                 * @typedef {resilient_marl.environment.v1.Make.$Properties} resilient_marl.environment.v1.Make.$Shape
                 */

                /**
                 * Constructs a new Make.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a Make.
                 * @constructor
                 * @param {resilient_marl.environment.v1.Make.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Make = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Make task.
                 * @member {string} task
                 * @memberof resilient_marl.environment.v1.Make
                 * @instance
                 */
                Make.prototype.task = "";

                /**
                 * Make count.
                 * @member {number} count
                 * @memberof resilient_marl.environment.v1.Make
                 * @instance
                 */
                Make.prototype.count = 0;

                /**
                 * Encodes the specified Make message. Does not implicitly {@link resilient_marl.environment.v1.Make.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.Make
                 * @static
                 * @param {resilient_marl.environment.v1.Make.$Properties} message Make message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Make.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.task != null && $Object.hasOwnProperty.call(message, "task") && message.task !== "")
                        writer.uint32(/* id 1, wireType 2 =*/10).string(message.task);
                    if (message.count != null && $Object.hasOwnProperty.call(message, "count") && message.count !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.count);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Make message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.Make
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Make & resilient_marl.environment.v1.Make.$Shape} Make
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Make.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.Make();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.task = value;
                                else
                                    delete message.task;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.count = value;
                                else
                                    delete message.count;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Make;
            })();

            v1.MakeReply = (function() {

                /**
                 * Properties of a MakeReply.
                 * @typedef {Object} resilient_marl.environment.v1.MakeReply.$Properties
                 * @property {number} [observationSize] MakeReply observationSize
                 * @property {number} [actionSize] MakeReply actionSize
                 * @property {Uint8Array} [actionLow] MakeReply actionLow
                 * @property {Uint8Array} [actionHigh] MakeReply actionHigh
                 * @property {number} [maxEpisodeSteps] MakeReply maxEpisodeSteps
                 * @property {string} [observationDtype] MakeReply observationDtype
                 * @property {string} [actionDtype] MakeReply actionDtype
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a MakeReply.
                 * @memberof resilient_marl.environment.v1
                 * @interface IMakeReply
                 * @augments resilient_marl.environment.v1.MakeReply.$Properties
                 * @deprecated Use resilient_marl.environment.v1.MakeReply.$Properties instead.
                 */

                /**
                 * Shape of a MakeReply.
                 * @typedef {resilient_marl.environment.v1.MakeReply.$Properties} resilient_marl.environment.v1.MakeReply.$Shape
                 */

                /**
                 * Constructs a new MakeReply.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a MakeReply.
                 * @constructor
                 * @param {resilient_marl.environment.v1.MakeReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const MakeReply = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * MakeReply observationSize.
                 * @member {number} observationSize
                 * @memberof resilient_marl.environment.v1.MakeReply
                 * @instance
                 */
                MakeReply.prototype.observationSize = 0;

                /**
                 * MakeReply actionSize.
                 * @member {number} actionSize
                 * @memberof resilient_marl.environment.v1.MakeReply
                 * @instance
                 */
                MakeReply.prototype.actionSize = 0;

                /**
                 * MakeReply actionLow.
                 * @member {Uint8Array} actionLow
                 * @memberof resilient_marl.environment.v1.MakeReply
                 * @instance
                 */
                MakeReply.prototype.actionLow = $util.newBuffer([]);

                /**
                 * MakeReply actionHigh.
                 * @member {Uint8Array} actionHigh
                 * @memberof resilient_marl.environment.v1.MakeReply
                 * @instance
                 */
                MakeReply.prototype.actionHigh = $util.newBuffer([]);

                /**
                 * MakeReply maxEpisodeSteps.
                 * @member {number} maxEpisodeSteps
                 * @memberof resilient_marl.environment.v1.MakeReply
                 * @instance
                 */
                MakeReply.prototype.maxEpisodeSteps = 0;

                /**
                 * MakeReply observationDtype.
                 * @member {string} observationDtype
                 * @memberof resilient_marl.environment.v1.MakeReply
                 * @instance
                 */
                MakeReply.prototype.observationDtype = "";

                /**
                 * MakeReply actionDtype.
                 * @member {string} actionDtype
                 * @memberof resilient_marl.environment.v1.MakeReply
                 * @instance
                 */
                MakeReply.prototype.actionDtype = "";

                /**
                 * Encodes the specified MakeReply message. Does not implicitly {@link resilient_marl.environment.v1.MakeReply.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.MakeReply
                 * @static
                 * @param {resilient_marl.environment.v1.MakeReply.$Properties} message MakeReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                MakeReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.observationSize != null && $Object.hasOwnProperty.call(message, "observationSize") && message.observationSize !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).uint32(message.observationSize);
                    if (message.actionSize != null && $Object.hasOwnProperty.call(message, "actionSize") && message.actionSize !== 0)
                        writer.uint32(/* id 2, wireType 0 =*/16).uint32(message.actionSize);
                    if (message.actionLow != null && $Object.hasOwnProperty.call(message, "actionLow") && message.actionLow.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.actionLow);
                    if (message.actionHigh != null && $Object.hasOwnProperty.call(message, "actionHigh") && message.actionHigh.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.actionHigh);
                    if (message.maxEpisodeSteps != null && $Object.hasOwnProperty.call(message, "maxEpisodeSteps") && message.maxEpisodeSteps !== 0)
                        writer.uint32(/* id 5, wireType 0 =*/40).uint32(message.maxEpisodeSteps);
                    if (message.observationDtype != null && $Object.hasOwnProperty.call(message, "observationDtype") && message.observationDtype !== "")
                        writer.uint32(/* id 6, wireType 2 =*/50).string(message.observationDtype);
                    if (message.actionDtype != null && $Object.hasOwnProperty.call(message, "actionDtype") && message.actionDtype !== "")
                        writer.uint32(/* id 7, wireType 2 =*/58).string(message.actionDtype);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a MakeReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.MakeReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.MakeReply & resilient_marl.environment.v1.MakeReply.$Shape} MakeReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                MakeReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.MakeReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.observationSize = value;
                                else
                                    delete message.observationSize;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.actionSize = value;
                                else
                                    delete message.actionSize;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.actionLow = value;
                                else
                                    delete message.actionLow;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.actionHigh = value;
                                else
                                    delete message.actionHigh;
                                continue;
                            }
                        case 5: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.uint32())
                                    message.maxEpisodeSteps = value;
                                else
                                    delete message.maxEpisodeSteps;
                                continue;
                            }
                        case 6: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.observationDtype = value;
                                else
                                    delete message.observationDtype;
                                continue;
                            }
                        case 7: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.actionDtype = value;
                                else
                                    delete message.actionDtype;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return MakeReply;
            })();

            v1.Reset = (function() {

                /**
                 * Properties of a Reset.
                 * @typedef {Object} resilient_marl.environment.v1.Reset.$Properties
                 * @property {Array.<number>} [environments] Reset environments
                 * @property {Array.<number>} [seeds] Reset seeds
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Reset.
                 * @memberof resilient_marl.environment.v1
                 * @interface IReset
                 * @augments resilient_marl.environment.v1.Reset.$Properties
                 * @deprecated Use resilient_marl.environment.v1.Reset.$Properties instead.
                 */

                /**
                 * Shape of a Reset.
                 * @typedef {resilient_marl.environment.v1.Reset.$Properties} resilient_marl.environment.v1.Reset.$Shape
                 */

                /**
                 * Constructs a new Reset.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a Reset.
                 * @constructor
                 * @param {resilient_marl.environment.v1.Reset.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Reset = function (properties) {
                    this.environments = [];
                    this.seeds = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Reset environments.
                 * @member {Array.<number>} environments
                 * @memberof resilient_marl.environment.v1.Reset
                 * @instance
                 */
                Reset.prototype.environments = $util.emptyArray;

                /**
                 * Reset seeds.
                 * @member {Array.<number>} seeds
                 * @memberof resilient_marl.environment.v1.Reset
                 * @instance
                 */
                Reset.prototype.seeds = $util.emptyArray;

                /**
                 * Encodes the specified Reset message. Does not implicitly {@link resilient_marl.environment.v1.Reset.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.Reset
                 * @static
                 * @param {resilient_marl.environment.v1.Reset.$Properties} message Reset message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Reset.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.environments != null && message.environments.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.environments);
                    if (message.seeds != null && message.seeds.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).uint32s(message.seeds);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Reset message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.Reset
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Reset & resilient_marl.environment.v1.Reset.$Shape} Reset
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Reset.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.Reset();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType === 2) {
                                    if (!(message.environments && message.environments.length))
                                        message.environments = [];
                                    reader.uint32s(message.environments);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.environments && message.environments.length))
                                    message.environments = [];
                                message.environments.push(reader.uint32());
                                continue;
                            }
                        case 2: {
                                if (wireType === 2) {
                                    if (!(message.seeds && message.seeds.length))
                                        message.seeds = [];
                                    reader.uint32s(message.seeds);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.seeds && message.seeds.length))
                                    message.seeds = [];
                                message.seeds.push(reader.uint32());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Reset;
            })();

            v1.ResetReply = (function() {

                /**
                 * Properties of a ResetReply.
                 * @typedef {Object} resilient_marl.environment.v1.ResetReply.$Properties
                 * @property {Uint8Array} [observations] ResetReply observations
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a ResetReply.
                 * @memberof resilient_marl.environment.v1
                 * @interface IResetReply
                 * @augments resilient_marl.environment.v1.ResetReply.$Properties
                 * @deprecated Use resilient_marl.environment.v1.ResetReply.$Properties instead.
                 */

                /**
                 * Shape of a ResetReply.
                 * @typedef {resilient_marl.environment.v1.ResetReply.$Properties} resilient_marl.environment.v1.ResetReply.$Shape
                 */

                /**
                 * Constructs a new ResetReply.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a ResetReply.
                 * @constructor
                 * @param {resilient_marl.environment.v1.ResetReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const ResetReply = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * ResetReply observations.
                 * @member {Uint8Array} observations
                 * @memberof resilient_marl.environment.v1.ResetReply
                 * @instance
                 */
                ResetReply.prototype.observations = $util.newBuffer([]);

                /**
                 * Encodes the specified ResetReply message. Does not implicitly {@link resilient_marl.environment.v1.ResetReply.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.ResetReply
                 * @static
                 * @param {resilient_marl.environment.v1.ResetReply.$Properties} message ResetReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                ResetReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.observations != null && $Object.hasOwnProperty.call(message, "observations") && message.observations.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.observations);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a ResetReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.ResetReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.ResetReply & resilient_marl.environment.v1.ResetReply.$Shape} ResetReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                ResetReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.ResetReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.observations = value;
                                else
                                    delete message.observations;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return ResetReply;
            })();

            v1.Step = (function() {

                /**
                 * Properties of a Step.
                 * @typedef {Object} resilient_marl.environment.v1.Step.$Properties
                 * @property {Array.<number>} [environments] Step environments
                 * @property {Uint8Array} [actions] Step actions
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Step.
                 * @memberof resilient_marl.environment.v1
                 * @interface IStep
                 * @augments resilient_marl.environment.v1.Step.$Properties
                 * @deprecated Use resilient_marl.environment.v1.Step.$Properties instead.
                 */

                /**
                 * Shape of a Step.
                 * @typedef {resilient_marl.environment.v1.Step.$Properties} resilient_marl.environment.v1.Step.$Shape
                 */

                /**
                 * Constructs a new Step.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a Step.
                 * @constructor
                 * @param {resilient_marl.environment.v1.Step.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Step = function (properties) {
                    this.environments = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Step environments.
                 * @member {Array.<number>} environments
                 * @memberof resilient_marl.environment.v1.Step
                 * @instance
                 */
                Step.prototype.environments = $util.emptyArray;

                /**
                 * Step actions.
                 * @member {Uint8Array} actions
                 * @memberof resilient_marl.environment.v1.Step
                 * @instance
                 */
                Step.prototype.actions = $util.newBuffer([]);

                /**
                 * Encodes the specified Step message. Does not implicitly {@link resilient_marl.environment.v1.Step.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.Step
                 * @static
                 * @param {resilient_marl.environment.v1.Step.$Properties} message Step message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Step.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.environments != null && message.environments.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.environments);
                    if (message.actions != null && $Object.hasOwnProperty.call(message, "actions") && message.actions.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.actions);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Step message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.Step
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Step & resilient_marl.environment.v1.Step.$Shape} Step
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Step.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.Step();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType === 2) {
                                    if (!(message.environments && message.environments.length))
                                        message.environments = [];
                                    reader.uint32s(message.environments);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.environments && message.environments.length))
                                    message.environments = [];
                                message.environments.push(reader.uint32());
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.actions = value;
                                else
                                    delete message.actions;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Step;
            })();

            v1.StepReply = (function() {

                /**
                 * Properties of a StepReply.
                 * @typedef {Object} resilient_marl.environment.v1.StepReply.$Properties
                 * @property {Uint8Array} [observations] StepReply observations
                 * @property {Array.<number>} [rewards] StepReply rewards
                 * @property {Uint8Array} [terminated] StepReply terminated
                 * @property {Uint8Array} [truncated] StepReply truncated
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a StepReply.
                 * @memberof resilient_marl.environment.v1
                 * @interface IStepReply
                 * @augments resilient_marl.environment.v1.StepReply.$Properties
                 * @deprecated Use resilient_marl.environment.v1.StepReply.$Properties instead.
                 */

                /**
                 * Shape of a StepReply.
                 * @typedef {resilient_marl.environment.v1.StepReply.$Properties} resilient_marl.environment.v1.StepReply.$Shape
                 */

                /**
                 * Constructs a new StepReply.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a StepReply.
                 * @constructor
                 * @param {resilient_marl.environment.v1.StepReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const StepReply = function (properties) {
                    this.rewards = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * StepReply observations.
                 * @member {Uint8Array} observations
                 * @memberof resilient_marl.environment.v1.StepReply
                 * @instance
                 */
                StepReply.prototype.observations = $util.newBuffer([]);

                /**
                 * StepReply rewards.
                 * @member {Array.<number>} rewards
                 * @memberof resilient_marl.environment.v1.StepReply
                 * @instance
                 */
                StepReply.prototype.rewards = $util.emptyArray;

                /**
                 * StepReply terminated.
                 * @member {Uint8Array} terminated
                 * @memberof resilient_marl.environment.v1.StepReply
                 * @instance
                 */
                StepReply.prototype.terminated = $util.newBuffer([]);

                /**
                 * StepReply truncated.
                 * @member {Uint8Array} truncated
                 * @memberof resilient_marl.environment.v1.StepReply
                 * @instance
                 */
                StepReply.prototype.truncated = $util.newBuffer([]);

                /**
                 * Encodes the specified StepReply message. Does not implicitly {@link resilient_marl.environment.v1.StepReply.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.StepReply
                 * @static
                 * @param {resilient_marl.environment.v1.StepReply.$Properties} message StepReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                StepReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.observations != null && $Object.hasOwnProperty.call(message, "observations") && message.observations.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.observations);
                    if (message.rewards != null && message.rewards.length)
                        writer.uint32(/* id 2, wireType 2 =*/18).doubles(message.rewards);
                    if (message.terminated != null && $Object.hasOwnProperty.call(message, "terminated") && message.terminated.length)
                        writer.uint32(/* id 3, wireType 2 =*/26).bytes(message.terminated);
                    if (message.truncated != null && $Object.hasOwnProperty.call(message, "truncated") && message.truncated.length)
                        writer.uint32(/* id 4, wireType 2 =*/34).bytes(message.truncated);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a StepReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.StepReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.StepReply & resilient_marl.environment.v1.StepReply.$Shape} StepReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                StepReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.StepReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.observations = value;
                                else
                                    delete message.observations;
                                continue;
                            }
                        case 2: {
                                if (wireType === 2) {
                                    if (!(message.rewards && message.rewards.length))
                                        message.rewards = [];
                                    reader.doubles(message.rewards);
                                    continue;
                                }
                                if (wireType !== 1)
                                    break;
                                if (!(message.rewards && message.rewards.length))
                                    message.rewards = [];
                                message.rewards.push(reader.double());
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.terminated = value;
                                else
                                    delete message.terminated;
                                continue;
                            }
                        case 4: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.truncated = value;
                                else
                                    delete message.truncated;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return StepReply;
            })();

            v1.GetState = (function() {

                /**
                 * Properties of a GetState.
                 * @typedef {Object} resilient_marl.environment.v1.GetState.$Properties
                 * @property {Array.<number>} [environments] GetState environments
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GetState.
                 * @memberof resilient_marl.environment.v1
                 * @interface IGetState
                 * @augments resilient_marl.environment.v1.GetState.$Properties
                 * @deprecated Use resilient_marl.environment.v1.GetState.$Properties instead.
                 */

                /**
                 * Shape of a GetState.
                 * @typedef {resilient_marl.environment.v1.GetState.$Properties} resilient_marl.environment.v1.GetState.$Shape
                 */

                /**
                 * Constructs a new GetState.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a GetState.
                 * @constructor
                 * @param {resilient_marl.environment.v1.GetState.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GetState = function (properties) {
                    this.environments = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * GetState environments.
                 * @member {Array.<number>} environments
                 * @memberof resilient_marl.environment.v1.GetState
                 * @instance
                 */
                GetState.prototype.environments = $util.emptyArray;

                /**
                 * Encodes the specified GetState message. Does not implicitly {@link resilient_marl.environment.v1.GetState.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.GetState
                 * @static
                 * @param {resilient_marl.environment.v1.GetState.$Properties} message GetState message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GetState.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.environments != null && message.environments.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.environments);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a GetState message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.GetState
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.GetState & resilient_marl.environment.v1.GetState.$Shape} GetState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GetState.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.GetState();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType === 2) {
                                    if (!(message.environments && message.environments.length))
                                        message.environments = [];
                                    reader.uint32s(message.environments);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.environments && message.environments.length))
                                    message.environments = [];
                                message.environments.push(reader.uint32());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return GetState;
            })();

            v1.GetStateReply = (function() {

                /**
                 * Properties of a GetStateReply.
                 * @typedef {Object} resilient_marl.environment.v1.GetStateReply.$Properties
                 * @property {Array.<Uint8Array>} [states] GetStateReply states
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a GetStateReply.
                 * @memberof resilient_marl.environment.v1
                 * @interface IGetStateReply
                 * @augments resilient_marl.environment.v1.GetStateReply.$Properties
                 * @deprecated Use resilient_marl.environment.v1.GetStateReply.$Properties instead.
                 */

                /**
                 * Shape of a GetStateReply.
                 * @typedef {resilient_marl.environment.v1.GetStateReply.$Properties} resilient_marl.environment.v1.GetStateReply.$Shape
                 */

                /**
                 * Constructs a new GetStateReply.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a GetStateReply.
                 * @constructor
                 * @param {resilient_marl.environment.v1.GetStateReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const GetStateReply = function (properties) {
                    this.states = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * GetStateReply states.
                 * @member {Array.<Uint8Array>} states
                 * @memberof resilient_marl.environment.v1.GetStateReply
                 * @instance
                 */
                GetStateReply.prototype.states = $util.emptyArray;

                /**
                 * Encodes the specified GetStateReply message. Does not implicitly {@link resilient_marl.environment.v1.GetStateReply.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.GetStateReply
                 * @static
                 * @param {resilient_marl.environment.v1.GetStateReply.$Properties} message GetStateReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                GetStateReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.states != null && message.states.length)
                        for (let i = 0; i < message.states.length; ++i)
                            writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.states[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a GetStateReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.GetStateReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.GetStateReply & resilient_marl.environment.v1.GetStateReply.$Shape} GetStateReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                GetStateReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.GetStateReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.states && message.states.length))
                                    message.states = [];
                                message.states.push(reader.bytes());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return GetStateReply;
            })();

            v1.SetState = (function() {

                /**
                 * Properties of a SetState.
                 * @typedef {Object} resilient_marl.environment.v1.SetState.$Properties
                 * @property {Array.<number>} [environments] SetState environments
                 * @property {Array.<Uint8Array>} [states] SetState states
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SetState.
                 * @memberof resilient_marl.environment.v1
                 * @interface ISetState
                 * @augments resilient_marl.environment.v1.SetState.$Properties
                 * @deprecated Use resilient_marl.environment.v1.SetState.$Properties instead.
                 */

                /**
                 * Shape of a SetState.
                 * @typedef {resilient_marl.environment.v1.SetState.$Properties} resilient_marl.environment.v1.SetState.$Shape
                 */

                /**
                 * Constructs a new SetState.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a SetState.
                 * @constructor
                 * @param {resilient_marl.environment.v1.SetState.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SetState = function (properties) {
                    this.environments = [];
                    this.states = [];
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SetState environments.
                 * @member {Array.<number>} environments
                 * @memberof resilient_marl.environment.v1.SetState
                 * @instance
                 */
                SetState.prototype.environments = $util.emptyArray;

                /**
                 * SetState states.
                 * @member {Array.<Uint8Array>} states
                 * @memberof resilient_marl.environment.v1.SetState
                 * @instance
                 */
                SetState.prototype.states = $util.emptyArray;

                /**
                 * Encodes the specified SetState message. Does not implicitly {@link resilient_marl.environment.v1.SetState.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.SetState
                 * @static
                 * @param {resilient_marl.environment.v1.SetState.$Properties} message SetState message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SetState.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.environments != null && message.environments.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).uint32s(message.environments);
                    if (message.states != null && message.states.length)
                        for (let i = 0; i < message.states.length; ++i)
                            writer.uint32(/* id 2, wireType 2 =*/18).bytes(message.states[i]);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SetState message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.SetState
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.SetState & resilient_marl.environment.v1.SetState.$Shape} SetState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SetState.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.SetState();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType === 2) {
                                    if (!(message.environments && message.environments.length))
                                        message.environments = [];
                                    reader.uint32s(message.environments);
                                    continue;
                                }
                                if (wireType !== 0)
                                    break;
                                if (!(message.environments && message.environments.length))
                                    message.environments = [];
                                message.environments.push(reader.uint32());
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if (!(message.states && message.states.length))
                                    message.states = [];
                                message.states.push(reader.bytes());
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SetState;
            })();

            v1.SetStateReply = (function() {

                /**
                 * Properties of a SetStateReply.
                 * @typedef {Object} resilient_marl.environment.v1.SetStateReply.$Properties
                 * @property {Uint8Array} [observations] SetStateReply observations
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a SetStateReply.
                 * @memberof resilient_marl.environment.v1
                 * @interface ISetStateReply
                 * @augments resilient_marl.environment.v1.SetStateReply.$Properties
                 * @deprecated Use resilient_marl.environment.v1.SetStateReply.$Properties instead.
                 */

                /**
                 * Shape of a SetStateReply.
                 * @typedef {resilient_marl.environment.v1.SetStateReply.$Properties} resilient_marl.environment.v1.SetStateReply.$Shape
                 */

                /**
                 * Constructs a new SetStateReply.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a SetStateReply.
                 * @constructor
                 * @param {resilient_marl.environment.v1.SetStateReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const SetStateReply = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * SetStateReply observations.
                 * @member {Uint8Array} observations
                 * @memberof resilient_marl.environment.v1.SetStateReply
                 * @instance
                 */
                SetStateReply.prototype.observations = $util.newBuffer([]);

                /**
                 * Encodes the specified SetStateReply message. Does not implicitly {@link resilient_marl.environment.v1.SetStateReply.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.SetStateReply
                 * @static
                 * @param {resilient_marl.environment.v1.SetStateReply.$Properties} message SetStateReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                SetStateReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.observations != null && $Object.hasOwnProperty.call(message, "observations") && message.observations.length)
                        writer.uint32(/* id 1, wireType 2 =*/10).bytes(message.observations);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a SetStateReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.SetStateReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.SetStateReply & resilient_marl.environment.v1.SetStateReply.$Shape} SetStateReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                SetStateReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.SetStateReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.bytes()).length)
                                    message.observations = value;
                                else
                                    delete message.observations;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return SetStateReply;
            })();

            v1.Close = (function() {

                /**
                 * Properties of a Close.
                 * @typedef {Object} resilient_marl.environment.v1.Close.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a Close.
                 * @memberof resilient_marl.environment.v1
                 * @interface IClose
                 * @augments resilient_marl.environment.v1.Close.$Properties
                 * @deprecated Use resilient_marl.environment.v1.Close.$Properties instead.
                 */

                /**
                 * Shape of a Close.
                 * @typedef {resilient_marl.environment.v1.Close.$Properties} resilient_marl.environment.v1.Close.$Shape
                 */

                /**
                 * Constructs a new Close.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a Close.
                 * @constructor
                 * @param {resilient_marl.environment.v1.Close.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Close = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Encodes the specified Close message. Does not implicitly {@link resilient_marl.environment.v1.Close.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.Close
                 * @static
                 * @param {resilient_marl.environment.v1.Close.$Properties} message Close message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Close.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a Close message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.Close
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Close & resilient_marl.environment.v1.Close.$Shape} Close
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Close.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.Close();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return Close;
            })();

            v1.CloseReply = (function() {

                /**
                 * Properties of a CloseReply.
                 * @typedef {Object} resilient_marl.environment.v1.CloseReply.$Properties
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of a CloseReply.
                 * @memberof resilient_marl.environment.v1
                 * @interface ICloseReply
                 * @augments resilient_marl.environment.v1.CloseReply.$Properties
                 * @deprecated Use resilient_marl.environment.v1.CloseReply.$Properties instead.
                 */

                /**
                 * Shape of a CloseReply.
                 * @typedef {resilient_marl.environment.v1.CloseReply.$Properties} resilient_marl.environment.v1.CloseReply.$Shape
                 */

                /**
                 * Constructs a new CloseReply.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents a CloseReply.
                 * @constructor
                 * @param {resilient_marl.environment.v1.CloseReply.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const CloseReply = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Encodes the specified CloseReply message. Does not implicitly {@link resilient_marl.environment.v1.CloseReply.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.CloseReply
                 * @static
                 * @param {resilient_marl.environment.v1.CloseReply.$Properties} message CloseReply message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                CloseReply.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes a CloseReply message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.CloseReply
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.CloseReply & resilient_marl.environment.v1.CloseReply.$Shape} CloseReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                CloseReply.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.CloseReply();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        reader.skipType(tag & 7, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                return CloseReply;
            })();

            v1.Error = (function() {

                /**
                 * Properties of an Error.
                 * @typedef {Object} resilient_marl.environment.v1.Error.$Properties
                 * @property {resilient_marl.environment.v1.Error.Code} [code] Error code
                 * @property {string} [request] Error request
                 * @property {string} [message] Error message
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */

                /**
                 * Properties of an Error.
                 * @memberof resilient_marl.environment.v1
                 * @interface IError
                 * @augments resilient_marl.environment.v1.Error.$Properties
                 * @deprecated Use resilient_marl.environment.v1.Error.$Properties instead.
                 */

                /**
                 * Shape of an Error.
                 * @typedef {resilient_marl.environment.v1.Error.$Properties} resilient_marl.environment.v1.Error.$Shape
                 */

                /**
                 * Constructs a new Error.
                 * @memberof resilient_marl.environment.v1
                 * @classdesc Represents an Error.
                 * @constructor
                 * @param {resilient_marl.environment.v1.Error.$Properties=} [properties] Properties to set
                 * @property {Array.<Uint8Array>} [$unknowns] Unknown fields preserved while decoding when enabled
                 */
                const Error = function (properties) {
                    if (properties)
                        for (let keys = $Object.keys(properties), i = 0; i < keys.length; ++i)
                            if (properties[keys[i]] != null && keys[i] !== "__proto__")
                                this[keys[i]] = properties[keys[i]];
                };

                /**
                 * Error code.
                 * @member {resilient_marl.environment.v1.Error.Code} code
                 * @memberof resilient_marl.environment.v1.Error
                 * @instance
                 */
                Error.prototype.code = 0;

                /**
                 * Error request.
                 * @member {string} request
                 * @memberof resilient_marl.environment.v1.Error
                 * @instance
                 */
                Error.prototype.request = "";

                /**
                 * Error message.
                 * @member {string} message
                 * @memberof resilient_marl.environment.v1.Error
                 * @instance
                 */
                Error.prototype.message = "";

                /**
                 * Encodes the specified Error message. Does not implicitly {@link resilient_marl.environment.v1.Error.verify|verify} messages.
                 * @function encode
                 * @memberof resilient_marl.environment.v1.Error
                 * @static
                 * @param {resilient_marl.environment.v1.Error.$Properties} message Error message or plain object to encode
                 * @param {$protobuf.Writer} [writer] Writer to encode to
                 * @returns {$protobuf.Writer} Writer
                 */
                Error.encode = function (message, writer, _depth) {
                    if (!writer)
                        writer = $Writer.create();
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $util.recursionLimit)
                        throw $Error("max depth exceeded");
                    if (message.code != null && $Object.hasOwnProperty.call(message, "code") && message.code !== 0)
                        writer.uint32(/* id 1, wireType 0 =*/8).int32(message.code);
                    if (message.request != null && $Object.hasOwnProperty.call(message, "request") && message.request !== "")
                        writer.uint32(/* id 2, wireType 2 =*/18).string(message.request);
                    if (message.message != null && $Object.hasOwnProperty.call(message, "message") && message.message !== "")
                        writer.uint32(/* id 3, wireType 2 =*/26).string(message.message);
                    if (message.$unknowns != null && $Object.hasOwnProperty.call(message, "$unknowns"))
                        for (let i = 0; i < message.$unknowns.length; ++i)
                            writer.raw(message.$unknowns[i]);
                    return writer;
                };

                /**
                 * Decodes an Error message from the specified reader or buffer.
                 * @function decode
                 * @memberof resilient_marl.environment.v1.Error
                 * @static
                 * @param {$protobuf.Reader|Uint8Array} reader Reader or buffer to decode from
                 * @param {number} [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Error & resilient_marl.environment.v1.Error.$Shape} Error
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                Error.decode = function (reader, length, _end, _depth, _target) {
                    if (!(reader instanceof $Reader))
                        reader = $Reader.create(reader);
                    if (_depth === $undefined)
                        _depth = 0;
                    if (_depth > $Reader.recursionLimit)
                        throw $Error("max depth exceeded");
                    let end, message, value;
                    if (length === $undefined)
                        end = reader.len;
                    else {
                        end = reader.pos + length;
                        if (end > reader.len)
                            throw $RangeError("index out of range");
                        length = reader.len;
                        reader.len = end;
                    }
                    message = _target || new $root.resilient_marl.environment.v1.Error();
                    while (reader.pos < end) {
                        let start = reader.pos;
                        let tag = reader.tag();
                        if (tag === _end) {
                            _end = $undefined;
                            break;
                        }
                        let wireType = tag & 7;
                        switch (tag >>>= 3) {
                        case 1: {
                                if (wireType !== 0)
                                    break;
                                if (value = reader.int32())
                                    message.code = value;
                                else
                                    delete message.code;
                                continue;
                            }
                        case 2: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.request = value;
                                else
                                    delete message.request;
                                continue;
                            }
                        case 3: {
                                if (wireType !== 2)
                                    break;
                                if ((value = reader.stringVerify()).length)
                                    message.message = value;
                                else
                                    delete message.message;
                                continue;
                            }
                        }
                        reader.skipType(wireType, _depth, tag);
                        if (!reader.discardUnknown) {
                            $util.makeProp(message, "$unknowns", false);
                            (message.$unknowns || (message.$unknowns = [])).push(reader.raw(start, reader.pos));
                        }
                    }
                    if (length !== $undefined) {
                        if (reader.pos !== end)
                            throw $RangeError("index out of range");
                        reader.len = length;
                    }
                    if (_end !== $undefined)
                        throw $Error("missing end group");
                    return message;
                };

                /**
                 * Code enum.
                 * @name resilient_marl.environment.v1.Error.Code
                 * @enum {number}
                 * @property {number} UNSPECIFIED=0 UNSPECIFIED value
                 * @property {number} MALFORMED=1 MALFORMED value
                 * @property {number} INVALID_ARGUMENT=2 INVALID_ARGUMENT value
                 * @property {number} OUT_OF_ORDER=3 OUT_OF_ORDER value
                 * @property {number} UNUSABLE_TASK=4 UNUSABLE_TASK value
                 * @property {number} INTERNAL=5 INTERNAL value
                 */
                Error.Code = (function() {
                    const valuesById = $Object.create(null), values = $Object.create(valuesById);
                    values[valuesById[0] = "UNSPECIFIED"] = 0;
                    values[valuesById[1] = "MALFORMED"] = 1;
                    values[valuesById[2] = "INVALID_ARGUMENT"] = 2;
                    values[valuesById[3] = "OUT_OF_ORDER"] = 3;
                    values[valuesById[4] = "UNUSABLE_TASK"] = 4;
                    values[valuesById[5] = "INTERNAL"] = 5;
                    return values;
                })();

                return Error;
            })();

            return v1;
        })();

        return environment;
    })();

    return resilient_marl;
})();

export {
  $root as default
};
