"""Intel's MKL, which multiplies matrices for PyTorch, on processors that are not Intel's."""

import ctypes
import mmap
from pathlib import Path

import torch

RETURN_ONE = bytes.fromhex("b801000000c3")
"""x86-64: mov eax, 1; ret."""


def treat_as_intel() -> None:
    """Let MKL take the kernels that it has for the processor's instructions.

    It takes them only where `mkl_serv_intel_cpu_true` says that the maker is Intel. To replace that
    function is what PyTorch's maintainers advise (https://github.com/pytorch/builder/pull/1245), by
    a preloaded library; this does the same without a compiler. Before the first product.
    """
    library = ctypes.CDLL(str(Path(torch.__file__).parent / "lib" / "libtorch_cpu.so"))
    address = ctypes.cast(library.mkl_serv_intel_cpu_true, ctypes.c_void_p).value or 0
    page = address - address % mmap.PAGESIZE
    length = address + len(RETURN_ONE) - page
    protect(page, length, mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    ctypes.memmove(address, RETURN_ONE, len(RETURN_ONE))
    protect(page, length, mmap.PROT_READ | mmap.PROT_EXEC)


def protect(page: int, length: int, protection: int) -> None:
    """Say what may be done with a part of memory."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mprotect(ctypes.c_void_p(page), ctypes.c_size_t(length), protection) != 0:
        raise OSError(ctypes.get_errno(), "MKL's code cannot be changed")
