import * as $protobuf from "protobufjs/minimal.js";

/** Namespace resilient_marl. */
export namespace resilient_marl {

    /** Namespace environment. */
    namespace environment {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a Request.
             * @deprecated Use resilient_marl.environment.v1.Request.$Properties instead.
             */
            interface IRequest extends resilient_marl.environment.v1.Request.$Properties {
            }

            /** Represents a Request. */
            class Request {

                /**
                 * Constructs a new Request.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.Request.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Request id. */
                id: number;

                /** Request describe. */
                describe: (resilient_marl.environment.v1.Describe|null);

                /** Request make. */
                make: (resilient_marl.environment.v1.Make|null);

                /** Request reset. */
                reset: (resilient_marl.environment.v1.Reset|null);

                /** Request step. */
                step: (resilient_marl.environment.v1.Step|null);

                /** Request getState. */
                getState: (resilient_marl.environment.v1.GetState|null);

                /** Request setState. */
                setState: (resilient_marl.environment.v1.SetState|null);

                /** Request close. */
                close: (resilient_marl.environment.v1.Close|null);

                /** Request payload. */
                payload?: ("describe"|"make"|"reset"|"step"|"getState"|"setState"|"close");

                /**
                 * Encodes the specified Request message. Does not implicitly {@link resilient_marl.environment.v1.Request.verify|verify} messages.
                 * @param message Request message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.Request.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Request message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Request & resilient_marl.environment.v1.Request.$Shape} Request
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.Request & resilient_marl.environment.v1.Request.$Shape;
            }

            namespace Request {

                /** Properties of a Request. */
                interface $Properties {

                    /** Request id */
                    id?: number;

                    /** Request describe */
                    describe?: (resilient_marl.environment.v1.Describe.$Properties|null);

                    /** Request make */
                    make?: (resilient_marl.environment.v1.Make.$Properties|null);

                    /** Request reset */
                    reset?: (resilient_marl.environment.v1.Reset.$Properties|null);

                    /** Request step */
                    step?: (resilient_marl.environment.v1.Step.$Properties|null);

                    /** Request getState */
                    getState?: (resilient_marl.environment.v1.GetState.$Properties|null);

                    /** Request setState */
                    setState?: (resilient_marl.environment.v1.SetState.$Properties|null);

                    /** Request close */
                    close?: (resilient_marl.environment.v1.Close.$Properties|null);

                    /** Request payload */
                    payload?: ("describe"|"make"|"reset"|"step"|"getState"|"setState"|"close");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a Request. */
                type $Shape = {
                  id?: number;
                  describe?: resilient_marl.environment.v1.Describe.$Shape|null;
                  make?: resilient_marl.environment.v1.Make.$Shape|null;
                  reset?: resilient_marl.environment.v1.Reset.$Shape|null;
                  step?: resilient_marl.environment.v1.Step.$Shape|null;
                  getState?: resilient_marl.environment.v1.GetState.$Shape|null;
                  setState?: resilient_marl.environment.v1.SetState.$Shape|null;
                  close?: resilient_marl.environment.v1.Close.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ payload?: undefined; describe?: null; make?: null; reset?: null; step?: null; getState?: null; setState?: null; close?: null }|{ payload?: "describe"; describe: resilient_marl.environment.v1.Describe.$Shape; make?: null; reset?: null; step?: null; getState?: null; setState?: null; close?: null }|{ payload?: "make"; describe?: null; make: resilient_marl.environment.v1.Make.$Shape; reset?: null; step?: null; getState?: null; setState?: null; close?: null }|{ payload?: "reset"; describe?: null; make?: null; reset: resilient_marl.environment.v1.Reset.$Shape; step?: null; getState?: null; setState?: null; close?: null }|{ payload?: "step"; describe?: null; make?: null; reset?: null; step: resilient_marl.environment.v1.Step.$Shape; getState?: null; setState?: null; close?: null }|{ payload?: "getState"; describe?: null; make?: null; reset?: null; step?: null; getState: resilient_marl.environment.v1.GetState.$Shape; setState?: null; close?: null }|{ payload?: "setState"; describe?: null; make?: null; reset?: null; step?: null; getState?: null; setState: resilient_marl.environment.v1.SetState.$Shape; close?: null }|{ payload?: "close"; describe?: null; make?: null; reset?: null; step?: null; getState?: null; setState?: null; close: resilient_marl.environment.v1.Close.$Shape })
                );
            }

            /**
             * Properties of a Reply.
             * @deprecated Use resilient_marl.environment.v1.Reply.$Properties instead.
             */
            interface IReply extends resilient_marl.environment.v1.Reply.$Properties {
            }

            /** Represents a Reply. */
            class Reply {

                /**
                 * Constructs a new Reply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.Reply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Reply id. */
                id: number;

                /** Reply describe. */
                describe: (resilient_marl.environment.v1.DescribeReply|null);

                /** Reply make. */
                make: (resilient_marl.environment.v1.MakeReply|null);

                /** Reply reset. */
                reset: (resilient_marl.environment.v1.ResetReply|null);

                /** Reply step. */
                step: (resilient_marl.environment.v1.StepReply|null);

                /** Reply getState. */
                getState: (resilient_marl.environment.v1.GetStateReply|null);

                /** Reply setState. */
                setState: (resilient_marl.environment.v1.SetStateReply|null);

                /** Reply close. */
                close: (resilient_marl.environment.v1.CloseReply|null);

                /** Reply error. */
                error: (resilient_marl.environment.v1.Error|null);

                /** Reply payload. */
                payload?: ("describe"|"make"|"reset"|"step"|"getState"|"setState"|"close"|"error");

                /**
                 * Encodes the specified Reply message. Does not implicitly {@link resilient_marl.environment.v1.Reply.verify|verify} messages.
                 * @param message Reply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.Reply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Reply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Reply & resilient_marl.environment.v1.Reply.$Shape} Reply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.Reply & resilient_marl.environment.v1.Reply.$Shape;
            }

            namespace Reply {

                /** Properties of a Reply. */
                interface $Properties {

                    /** Reply id */
                    id?: number;

                    /** Reply describe */
                    describe?: (resilient_marl.environment.v1.DescribeReply.$Properties|null);

                    /** Reply make */
                    make?: (resilient_marl.environment.v1.MakeReply.$Properties|null);

                    /** Reply reset */
                    reset?: (resilient_marl.environment.v1.ResetReply.$Properties|null);

                    /** Reply step */
                    step?: (resilient_marl.environment.v1.StepReply.$Properties|null);

                    /** Reply getState */
                    getState?: (resilient_marl.environment.v1.GetStateReply.$Properties|null);

                    /** Reply setState */
                    setState?: (resilient_marl.environment.v1.SetStateReply.$Properties|null);

                    /** Reply close */
                    close?: (resilient_marl.environment.v1.CloseReply.$Properties|null);

                    /** Reply error */
                    error?: (resilient_marl.environment.v1.Error.$Properties|null);

                    /** Reply payload */
                    payload?: ("describe"|"make"|"reset"|"step"|"getState"|"setState"|"close"|"error");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a Reply. */
                type $Shape = {
                  id?: number;
                  describe?: resilient_marl.environment.v1.DescribeReply.$Shape|null;
                  make?: resilient_marl.environment.v1.MakeReply.$Shape|null;
                  reset?: resilient_marl.environment.v1.ResetReply.$Shape|null;
                  step?: resilient_marl.environment.v1.StepReply.$Shape|null;
                  getState?: resilient_marl.environment.v1.GetStateReply.$Shape|null;
                  setState?: resilient_marl.environment.v1.SetStateReply.$Shape|null;
                  close?: resilient_marl.environment.v1.CloseReply.$Shape|null;
                  error?: resilient_marl.environment.v1.Error.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ payload?: undefined; describe?: null; make?: null; reset?: null; step?: null; getState?: null; setState?: null; close?: null; error?: null }|{ payload?: "describe"; describe: resilient_marl.environment.v1.DescribeReply.$Shape; make?: null; reset?: null; step?: null; getState?: null; setState?: null; close?: null; error?: null }|{ payload?: "make"; describe?: null; make: resilient_marl.environment.v1.MakeReply.$Shape; reset?: null; step?: null; getState?: null; setState?: null; close?: null; error?: null }|{ payload?: "reset"; describe?: null; make?: null; reset: resilient_marl.environment.v1.ResetReply.$Shape; step?: null; getState?: null; setState?: null; close?: null; error?: null }|{ payload?: "step"; describe?: null; make?: null; reset?: null; step: resilient_marl.environment.v1.StepReply.$Shape; getState?: null; setState?: null; close?: null; error?: null }|{ payload?: "getState"; describe?: null; make?: null; reset?: null; step?: null; getState: resilient_marl.environment.v1.GetStateReply.$Shape; setState?: null; close?: null; error?: null }|{ payload?: "setState"; describe?: null; make?: null; reset?: null; step?: null; getState?: null; setState: resilient_marl.environment.v1.SetStateReply.$Shape; close?: null; error?: null }|{ payload?: "close"; describe?: null; make?: null; reset?: null; step?: null; getState?: null; setState?: null; close: resilient_marl.environment.v1.CloseReply.$Shape; error?: null }|{ payload?: "error"; describe?: null; make?: null; reset?: null; step?: null; getState?: null; setState?: null; close?: null; error: resilient_marl.environment.v1.Error.$Shape })
                );
            }

            /**
             * Properties of a Describe.
             * @deprecated Use resilient_marl.environment.v1.Describe.$Properties instead.
             */
            interface IDescribe extends resilient_marl.environment.v1.Describe.$Properties {
            }

            /** Represents a Describe. */
            class Describe {

                /**
                 * Constructs a new Describe.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.Describe.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified Describe message. Does not implicitly {@link resilient_marl.environment.v1.Describe.verify|verify} messages.
                 * @param message Describe message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.Describe.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Describe message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Describe & resilient_marl.environment.v1.Describe.$Shape} Describe
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.Describe & resilient_marl.environment.v1.Describe.$Shape;
            }

            namespace Describe {

                /** Properties of a Describe. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Describe. */
                type $Shape = resilient_marl.environment.v1.Describe.$Properties;
            }

            /**
             * Properties of a DescribeReply.
             * @deprecated Use resilient_marl.environment.v1.DescribeReply.$Properties instead.
             */
            interface IDescribeReply extends resilient_marl.environment.v1.DescribeReply.$Properties {
            }

            /** Represents a DescribeReply. */
            class DescribeReply {

                /**
                 * Constructs a new DescribeReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.DescribeReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DescribeReply protocol. */
                protocol: number;

                /** DescribeReply python. */
                python: string;

                /** DescribeReply gymnasium. */
                gymnasium: string;

                /** DescribeReply mujoco. */
                mujoco: string;

                /** DescribeReply numpy. */
                numpy: string;

                /** DescribeReply pyzmq. */
                pyzmq: string;

                /** DescribeReply protobuf. */
                protobuf: string;

                /** DescribeReply cpu. */
                cpu: string;

                /**
                 * Encodes the specified DescribeReply message. Does not implicitly {@link resilient_marl.environment.v1.DescribeReply.verify|verify} messages.
                 * @param message DescribeReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.DescribeReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DescribeReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.DescribeReply & resilient_marl.environment.v1.DescribeReply.$Shape} DescribeReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.DescribeReply & resilient_marl.environment.v1.DescribeReply.$Shape;
            }

            namespace DescribeReply {

                /** Properties of a DescribeReply. */
                interface $Properties {

                    /** DescribeReply protocol */
                    protocol?: number;

                    /** DescribeReply python */
                    python?: string;

                    /** DescribeReply gymnasium */
                    gymnasium?: string;

                    /** DescribeReply mujoco */
                    mujoco?: string;

                    /** DescribeReply numpy */
                    numpy?: string;

                    /** DescribeReply pyzmq */
                    pyzmq?: string;

                    /** DescribeReply protobuf */
                    protobuf?: string;

                    /** DescribeReply cpu */
                    cpu?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DescribeReply. */
                type $Shape = resilient_marl.environment.v1.DescribeReply.$Properties;
            }

            /**
             * Properties of a Make.
             * @deprecated Use resilient_marl.environment.v1.Make.$Properties instead.
             */
            interface IMake extends resilient_marl.environment.v1.Make.$Properties {
            }

            /** Represents a Make. */
            class Make {

                /**
                 * Constructs a new Make.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.Make.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Make task. */
                task: string;

                /** Make count. */
                count: number;

                /**
                 * Encodes the specified Make message. Does not implicitly {@link resilient_marl.environment.v1.Make.verify|verify} messages.
                 * @param message Make message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.Make.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Make message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Make & resilient_marl.environment.v1.Make.$Shape} Make
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.Make & resilient_marl.environment.v1.Make.$Shape;
            }

            namespace Make {

                /** Properties of a Make. */
                interface $Properties {

                    /** Make task */
                    task?: string;

                    /** Make count */
                    count?: number;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Make. */
                type $Shape = resilient_marl.environment.v1.Make.$Properties;
            }

            /**
             * Properties of a MakeReply.
             * @deprecated Use resilient_marl.environment.v1.MakeReply.$Properties instead.
             */
            interface IMakeReply extends resilient_marl.environment.v1.MakeReply.$Properties {
            }

            /** Represents a MakeReply. */
            class MakeReply {

                /**
                 * Constructs a new MakeReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.MakeReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** MakeReply observationSize. */
                observationSize: number;

                /** MakeReply actionSize. */
                actionSize: number;

                /** MakeReply actionLow. */
                actionLow: Uint8Array;

                /** MakeReply actionHigh. */
                actionHigh: Uint8Array;

                /** MakeReply maxEpisodeSteps. */
                maxEpisodeSteps: number;

                /** MakeReply observationDtype. */
                observationDtype: string;

                /** MakeReply actionDtype. */
                actionDtype: string;

                /**
                 * Encodes the specified MakeReply message. Does not implicitly {@link resilient_marl.environment.v1.MakeReply.verify|verify} messages.
                 * @param message MakeReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.MakeReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a MakeReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.MakeReply & resilient_marl.environment.v1.MakeReply.$Shape} MakeReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.MakeReply & resilient_marl.environment.v1.MakeReply.$Shape;
            }

            namespace MakeReply {

                /** Properties of a MakeReply. */
                interface $Properties {

                    /** MakeReply observationSize */
                    observationSize?: number;

                    /** MakeReply actionSize */
                    actionSize?: number;

                    /** MakeReply actionLow */
                    actionLow?: Uint8Array;

                    /** MakeReply actionHigh */
                    actionHigh?: Uint8Array;

                    /** MakeReply maxEpisodeSteps */
                    maxEpisodeSteps?: number;

                    /** MakeReply observationDtype */
                    observationDtype?: string;

                    /** MakeReply actionDtype */
                    actionDtype?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a MakeReply. */
                type $Shape = resilient_marl.environment.v1.MakeReply.$Properties;
            }

            /**
             * Properties of a Reset.
             * @deprecated Use resilient_marl.environment.v1.Reset.$Properties instead.
             */
            interface IReset extends resilient_marl.environment.v1.Reset.$Properties {
            }

            /** Represents a Reset. */
            class Reset {

                /**
                 * Constructs a new Reset.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.Reset.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Reset environments. */
                environments: number[];

                /** Reset seeds. */
                seeds: number[];

                /**
                 * Encodes the specified Reset message. Does not implicitly {@link resilient_marl.environment.v1.Reset.verify|verify} messages.
                 * @param message Reset message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.Reset.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Reset message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Reset & resilient_marl.environment.v1.Reset.$Shape} Reset
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.Reset & resilient_marl.environment.v1.Reset.$Shape;
            }

            namespace Reset {

                /** Properties of a Reset. */
                interface $Properties {

                    /** Reset environments */
                    environments?: number[];

                    /** Reset seeds */
                    seeds?: number[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Reset. */
                type $Shape = resilient_marl.environment.v1.Reset.$Properties;
            }

            /**
             * Properties of a ResetReply.
             * @deprecated Use resilient_marl.environment.v1.ResetReply.$Properties instead.
             */
            interface IResetReply extends resilient_marl.environment.v1.ResetReply.$Properties {
            }

            /** Represents a ResetReply. */
            class ResetReply {

                /**
                 * Constructs a new ResetReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.ResetReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ResetReply observations. */
                observations: Uint8Array;

                /**
                 * Encodes the specified ResetReply message. Does not implicitly {@link resilient_marl.environment.v1.ResetReply.verify|verify} messages.
                 * @param message ResetReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.ResetReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResetReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.ResetReply & resilient_marl.environment.v1.ResetReply.$Shape} ResetReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.ResetReply & resilient_marl.environment.v1.ResetReply.$Shape;
            }

            namespace ResetReply {

                /** Properties of a ResetReply. */
                interface $Properties {

                    /** ResetReply observations */
                    observations?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResetReply. */
                type $Shape = resilient_marl.environment.v1.ResetReply.$Properties;
            }

            /**
             * Properties of a Step.
             * @deprecated Use resilient_marl.environment.v1.Step.$Properties instead.
             */
            interface IStep extends resilient_marl.environment.v1.Step.$Properties {
            }

            /** Represents a Step. */
            class Step {

                /**
                 * Constructs a new Step.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.Step.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Step environments. */
                environments: number[];

                /** Step actions. */
                actions: Uint8Array;

                /**
                 * Encodes the specified Step message. Does not implicitly {@link resilient_marl.environment.v1.Step.verify|verify} messages.
                 * @param message Step message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.Step.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Step message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Step & resilient_marl.environment.v1.Step.$Shape} Step
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.Step & resilient_marl.environment.v1.Step.$Shape;
            }

            namespace Step {

                /** Properties of a Step. */
                interface $Properties {

                    /** Step environments */
                    environments?: number[];

                    /** Step actions */
                    actions?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Step. */
                type $Shape = resilient_marl.environment.v1.Step.$Properties;
            }

            /**
             * Properties of a StepReply.
             * @deprecated Use resilient_marl.environment.v1.StepReply.$Properties instead.
             */
            interface IStepReply extends resilient_marl.environment.v1.StepReply.$Properties {
            }

            /** Represents a StepReply. */
            class StepReply {

                /**
                 * Constructs a new StepReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.StepReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StepReply observations. */
                observations: Uint8Array;

                /** StepReply rewards. */
                rewards: number[];

                /** StepReply terminated. */
                terminated: Uint8Array;

                /** StepReply truncated. */
                truncated: Uint8Array;

                /**
                 * Encodes the specified StepReply message. Does not implicitly {@link resilient_marl.environment.v1.StepReply.verify|verify} messages.
                 * @param message StepReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.StepReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StepReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.StepReply & resilient_marl.environment.v1.StepReply.$Shape} StepReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.StepReply & resilient_marl.environment.v1.StepReply.$Shape;
            }

            namespace StepReply {

                /** Properties of a StepReply. */
                interface $Properties {

                    /** StepReply observations */
                    observations?: Uint8Array;

                    /** StepReply rewards */
                    rewards?: number[];

                    /** StepReply terminated */
                    terminated?: Uint8Array;

                    /** StepReply truncated */
                    truncated?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StepReply. */
                type $Shape = resilient_marl.environment.v1.StepReply.$Properties;
            }

            /**
             * Properties of a GetState.
             * @deprecated Use resilient_marl.environment.v1.GetState.$Properties instead.
             */
            interface IGetState extends resilient_marl.environment.v1.GetState.$Properties {
            }

            /** Represents a GetState. */
            class GetState {

                /**
                 * Constructs a new GetState.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.GetState.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetState environments. */
                environments: number[];

                /**
                 * Encodes the specified GetState message. Does not implicitly {@link resilient_marl.environment.v1.GetState.verify|verify} messages.
                 * @param message GetState message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.GetState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetState message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.GetState & resilient_marl.environment.v1.GetState.$Shape} GetState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.GetState & resilient_marl.environment.v1.GetState.$Shape;
            }

            namespace GetState {

                /** Properties of a GetState. */
                interface $Properties {

                    /** GetState environments */
                    environments?: number[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetState. */
                type $Shape = resilient_marl.environment.v1.GetState.$Properties;
            }

            /**
             * Properties of a GetStateReply.
             * @deprecated Use resilient_marl.environment.v1.GetStateReply.$Properties instead.
             */
            interface IGetStateReply extends resilient_marl.environment.v1.GetStateReply.$Properties {
            }

            /** Represents a GetStateReply. */
            class GetStateReply {

                /**
                 * Constructs a new GetStateReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.GetStateReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GetStateReply states. */
                states: Uint8Array[];

                /**
                 * Encodes the specified GetStateReply message. Does not implicitly {@link resilient_marl.environment.v1.GetStateReply.verify|verify} messages.
                 * @param message GetStateReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.GetStateReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GetStateReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.GetStateReply & resilient_marl.environment.v1.GetStateReply.$Shape} GetStateReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.GetStateReply & resilient_marl.environment.v1.GetStateReply.$Shape;
            }

            namespace GetStateReply {

                /** Properties of a GetStateReply. */
                interface $Properties {

                    /** GetStateReply states */
                    states?: Uint8Array[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GetStateReply. */
                type $Shape = resilient_marl.environment.v1.GetStateReply.$Properties;
            }

            /**
             * Properties of a SetState.
             * @deprecated Use resilient_marl.environment.v1.SetState.$Properties instead.
             */
            interface ISetState extends resilient_marl.environment.v1.SetState.$Properties {
            }

            /** Represents a SetState. */
            class SetState {

                /**
                 * Constructs a new SetState.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.SetState.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetState environments. */
                environments: number[];

                /** SetState states. */
                states: Uint8Array[];

                /**
                 * Encodes the specified SetState message. Does not implicitly {@link resilient_marl.environment.v1.SetState.verify|verify} messages.
                 * @param message SetState message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.SetState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetState message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.SetState & resilient_marl.environment.v1.SetState.$Shape} SetState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.SetState & resilient_marl.environment.v1.SetState.$Shape;
            }

            namespace SetState {

                /** Properties of a SetState. */
                interface $Properties {

                    /** SetState environments */
                    environments?: number[];

                    /** SetState states */
                    states?: Uint8Array[];

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetState. */
                type $Shape = resilient_marl.environment.v1.SetState.$Properties;
            }

            /**
             * Properties of a SetStateReply.
             * @deprecated Use resilient_marl.environment.v1.SetStateReply.$Properties instead.
             */
            interface ISetStateReply extends resilient_marl.environment.v1.SetStateReply.$Properties {
            }

            /** Represents a SetStateReply. */
            class SetStateReply {

                /**
                 * Constructs a new SetStateReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.SetStateReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetStateReply observations. */
                observations: Uint8Array;

                /**
                 * Encodes the specified SetStateReply message. Does not implicitly {@link resilient_marl.environment.v1.SetStateReply.verify|verify} messages.
                 * @param message SetStateReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.SetStateReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetStateReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.SetStateReply & resilient_marl.environment.v1.SetStateReply.$Shape} SetStateReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.SetStateReply & resilient_marl.environment.v1.SetStateReply.$Shape;
            }

            namespace SetStateReply {

                /** Properties of a SetStateReply. */
                interface $Properties {

                    /** SetStateReply observations */
                    observations?: Uint8Array;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetStateReply. */
                type $Shape = resilient_marl.environment.v1.SetStateReply.$Properties;
            }

            /**
             * Properties of a Close.
             * @deprecated Use resilient_marl.environment.v1.Close.$Properties instead.
             */
            interface IClose extends resilient_marl.environment.v1.Close.$Properties {
            }

            /** Represents a Close. */
            class Close {

                /**
                 * Constructs a new Close.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.Close.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified Close message. Does not implicitly {@link resilient_marl.environment.v1.Close.verify|verify} messages.
                 * @param message Close message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.Close.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Close message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Close & resilient_marl.environment.v1.Close.$Shape} Close
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.Close & resilient_marl.environment.v1.Close.$Shape;
            }

            namespace Close {

                /** Properties of a Close. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Close. */
                type $Shape = resilient_marl.environment.v1.Close.$Properties;
            }

            /**
             * Properties of a CloseReply.
             * @deprecated Use resilient_marl.environment.v1.CloseReply.$Properties instead.
             */
            interface ICloseReply extends resilient_marl.environment.v1.CloseReply.$Properties {
            }

            /** Represents a CloseReply. */
            class CloseReply {

                /**
                 * Constructs a new CloseReply.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.CloseReply.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /**
                 * Encodes the specified CloseReply message. Does not implicitly {@link resilient_marl.environment.v1.CloseReply.verify|verify} messages.
                 * @param message CloseReply message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.CloseReply.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CloseReply message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.CloseReply & resilient_marl.environment.v1.CloseReply.$Shape} CloseReply
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.CloseReply & resilient_marl.environment.v1.CloseReply.$Shape;
            }

            namespace CloseReply {

                /** Properties of a CloseReply. */
                interface $Properties {

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CloseReply. */
                type $Shape = resilient_marl.environment.v1.CloseReply.$Properties;
            }

            /**
             * Properties of an Error.
             * @deprecated Use resilient_marl.environment.v1.Error.$Properties instead.
             */
            interface IError extends resilient_marl.environment.v1.Error.$Properties {
            }

            /** Represents an Error. */
            class Error {

                /**
                 * Constructs a new Error.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: resilient_marl.environment.v1.Error.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Error code. */
                code: resilient_marl.environment.v1.Error.Code;

                /** Error request. */
                request: string;

                /** Error message. */
                message: string;

                /**
                 * Encodes the specified Error message. Does not implicitly {@link resilient_marl.environment.v1.Error.verify|verify} messages.
                 * @param message Error message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: resilient_marl.environment.v1.Error.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an Error message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {resilient_marl.environment.v1.Error & resilient_marl.environment.v1.Error.$Shape} Error
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): resilient_marl.environment.v1.Error & resilient_marl.environment.v1.Error.$Shape;
            }

            namespace Error {

                /** Properties of an Error. */
                interface $Properties {

                    /** Error code */
                    code?: resilient_marl.environment.v1.Error.Code;

                    /** Error request */
                    request?: string;

                    /** Error message */
                    message?: string;

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an Error. */
                type $Shape = resilient_marl.environment.v1.Error.$Properties;

                /** Code enum. */
                enum Code {

                    /** UNSPECIFIED value */
                    UNSPECIFIED = 0,

                    /** MALFORMED value */
                    MALFORMED = 1,

                    /** INVALID_ARGUMENT value */
                    INVALID_ARGUMENT = 2,

                    /** OUT_OF_ORDER value */
                    OUT_OF_ORDER = 3,

                    /** UNUSABLE_TASK value */
                    UNUSABLE_TASK = 4,

                    /** INTERNAL value */
                    INTERNAL = 5
                }
            }
        }
    }
}
