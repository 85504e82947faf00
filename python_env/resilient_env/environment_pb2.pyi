from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Request(_message.Message):
    __slots__ = ("id", "describe", "make", "reset", "step", "get_state", "set_state", "close")
    ID_FIELD_NUMBER: _ClassVar[int]
    DESCRIBE_FIELD_NUMBER: _ClassVar[int]
    MAKE_FIELD_NUMBER: _ClassVar[int]
    RESET_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    GET_STATE_FIELD_NUMBER: _ClassVar[int]
    SET_STATE_FIELD_NUMBER: _ClassVar[int]
    CLOSE_FIELD_NUMBER: _ClassVar[int]
    id: int
    describe: Describe
    make: Make
    reset: Reset
    step: Step
    get_state: GetState
    set_state: SetState
    close: Close
    def __init__(self, id: _Optional[int] = ..., describe: _Optional[_Union[Describe, _Mapping]] = ..., make: _Optional[_Union[Make, _Mapping]] = ..., reset: _Optional[_Union[Reset, _Mapping]] = ..., step: _Optional[_Union[Step, _Mapping]] = ..., get_state: _Optional[_Union[GetState, _Mapping]] = ..., set_state: _Optional[_Union[SetState, _Mapping]] = ..., close: _Optional[_Union[Close, _Mapping]] = ...) -> None: ...

class Reply(_message.Message):
    __slots__ = ("id", "describe", "make", "reset", "step", "get_state", "set_state", "close", "error")
    ID_FIELD_NUMBER: _ClassVar[int]
    DESCRIBE_FIELD_NUMBER: _ClassVar[int]
    MAKE_FIELD_NUMBER: _ClassVar[int]
    RESET_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    GET_STATE_FIELD_NUMBER: _ClassVar[int]
    SET_STATE_FIELD_NUMBER: _ClassVar[int]
    CLOSE_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    id: int
    describe: DescribeReply
    make: MakeReply
    reset: ResetReply
    step: StepReply
    get_state: GetStateReply
    set_state: SetStateReply
    close: CloseReply
    error: Error
    def __init__(self, id: _Optional[int] = ..., describe: _Optional[_Union[DescribeReply, _Mapping]] = ..., make: _Optional[_Union[MakeReply, _Mapping]] = ..., reset: _Optional[_Union[ResetReply, _Mapping]] = ..., step: _Optional[_Union[StepReply, _Mapping]] = ..., get_state: _Optional[_Union[GetStateReply, _Mapping]] = ..., set_state: _Optional[_Union[SetStateReply, _Mapping]] = ..., close: _Optional[_Union[CloseReply, _Mapping]] = ..., error: _Optional[_Union[Error, _Mapping]] = ...) -> None: ...

class Describe(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class DescribeReply(_message.Message):
    __slots__ = ("protocol", "python", "gymnasium", "mujoco", "numpy", "pyzmq", "protobuf", "cpu")
    PROTOCOL_FIELD_NUMBER: _ClassVar[int]
    PYTHON_FIELD_NUMBER: _ClassVar[int]
    GYMNASIUM_FIELD_NUMBER: _ClassVar[int]
    MUJOCO_FIELD_NUMBER: _ClassVar[int]
    NUMPY_FIELD_NUMBER: _ClassVar[int]
    PYZMQ_FIELD_NUMBER: _ClassVar[int]
    PROTOBUF_FIELD_NUMBER: _ClassVar[int]
    CPU_FIELD_NUMBER: _ClassVar[int]
    protocol: int
    python: str
    gymnasium: str
    mujoco: str
    numpy: str
    pyzmq: str
    protobuf: str
    cpu: str
    def __init__(self, protocol: _Optional[int] = ..., python: _Optional[str] = ..., gymnasium: _Optional[str] = ..., mujoco: _Optional[str] = ..., numpy: _Optional[str] = ..., pyzmq: _Optional[str] = ..., protobuf: _Optional[str] = ..., cpu: _Optional[str] = ...) -> None: ...

class Make(_message.Message):
    __slots__ = ("task", "count")
    TASK_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    task: str
    count: int
    def __init__(self, task: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...

class MakeReply(_message.Message):
    __slots__ = ("observation_size", "action_size", "action_low", "action_high", "max_episode_steps", "observation_dtype", "action_dtype")
    OBSERVATION_SIZE_FIELD_NUMBER: _ClassVar[int]
    ACTION_SIZE_FIELD_NUMBER: _ClassVar[int]
    ACTION_LOW_FIELD_NUMBER: _ClassVar[int]
    ACTION_HIGH_FIELD_NUMBER: _ClassVar[int]
    MAX_EPISODE_STEPS_FIELD_NUMBER: _ClassVar[int]
    OBSERVATION_DTYPE_FIELD_NUMBER: _ClassVar[int]
    ACTION_DTYPE_FIELD_NUMBER: _ClassVar[int]
    observation_size: int
    action_size: int
    action_low: bytes
    action_high: bytes
    max_episode_steps: int
    observation_dtype: str
    action_dtype: str
    def __init__(self, observation_size: _Optional[int] = ..., action_size: _Optional[int] = ..., action_low: _Optional[bytes] = ..., action_high: _Optional[bytes] = ..., max_episode_steps: _Optional[int] = ..., observation_dtype: _Optional[str] = ..., action_dtype: _Optional[str] = ...) -> None: ...

class Reset(_message.Message):
    __slots__ = ("environments", "seeds")
    ENVIRONMENTS_FIELD_NUMBER: _ClassVar[int]
    SEEDS_FIELD_NUMBER: _ClassVar[int]
    environments: _containers.RepeatedScalarFieldContainer[int]
    seeds: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, environments: _Optional[_Iterable[int]] = ..., seeds: _Optional[_Iterable[int]] = ...) -> None: ...

class ResetReply(_message.Message):
    __slots__ = ("observations",)
    OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    observations: bytes
    def __init__(self, observations: _Optional[bytes] = ...) -> None: ...

class Step(_message.Message):
    __slots__ = ("environments", "actions")
    ENVIRONMENTS_FIELD_NUMBER: _ClassVar[int]
    ACTIONS_FIELD_NUMBER: _ClassVar[int]
    environments: _containers.RepeatedScalarFieldContainer[int]
    actions: bytes
    def __init__(self, environments: _Optional[_Iterable[int]] = ..., actions: _Optional[bytes] = ...) -> None: ...

class StepReply(_message.Message):
    __slots__ = ("observations", "rewards", "terminated", "truncated")
    OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    REWARDS_FIELD_NUMBER: _ClassVar[int]
    TERMINATED_FIELD_NUMBER: _ClassVar[int]
    TRUNCATED_FIELD_NUMBER: _ClassVar[int]
    observations: bytes
    rewards: _containers.RepeatedScalarFieldContainer[float]
    terminated: bytes
    truncated: bytes
    def __init__(self, observations: _Optional[bytes] = ..., rewards: _Optional[_Iterable[float]] = ..., terminated: _Optional[bytes] = ..., truncated: _Optional[bytes] = ...) -> None: ...

class GetState(_message.Message):
    __slots__ = ("environments",)
    ENVIRONMENTS_FIELD_NUMBER: _ClassVar[int]
    environments: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, environments: _Optional[_Iterable[int]] = ...) -> None: ...

class GetStateReply(_message.Message):
    __slots__ = ("states",)
    STATES_FIELD_NUMBER: _ClassVar[int]
    states: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, states: _Optional[_Iterable[bytes]] = ...) -> None: ...

class SetState(_message.Message):
    __slots__ = ("environments", "states")
    ENVIRONMENTS_FIELD_NUMBER: _ClassVar[int]
    STATES_FIELD_NUMBER: _ClassVar[int]
    environments: _containers.RepeatedScalarFieldContainer[int]
    states: _containers.RepeatedScalarFieldContainer[bytes]
    def __init__(self, environments: _Optional[_Iterable[int]] = ..., states: _Optional[_Iterable[bytes]] = ...) -> None: ...

class SetStateReply(_message.Message):
    __slots__ = ("observations",)
    OBSERVATIONS_FIELD_NUMBER: _ClassVar[int]
    observations: bytes
    def __init__(self, observations: _Optional[bytes] = ...) -> None: ...

class Close(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class CloseReply(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Error(_message.Message):
    __slots__ = ("code", "request", "message")
    class Code(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
        __slots__ = ()
        UNSPECIFIED: _ClassVar[Error.Code]
        MALFORMED: _ClassVar[Error.Code]
        INVALID_ARGUMENT: _ClassVar[Error.Code]
        OUT_OF_ORDER: _ClassVar[Error.Code]
        UNUSABLE_TASK: _ClassVar[Error.Code]
        INTERNAL: _ClassVar[Error.Code]
    UNSPECIFIED: Error.Code
    MALFORMED: Error.Code
    INVALID_ARGUMENT: Error.Code
    OUT_OF_ORDER: Error.Code
    UNUSABLE_TASK: Error.Code
    INTERNAL: Error.Code
    CODE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    code: Error.Code
    request: str
    message: str
    def __init__(self, code: _Optional[_Union[Error.Code, str]] = ..., request: _Optional[str] = ..., message: _Optional[str] = ...) -> None: ...
