"""seccomp: which system calls a sealed process may make.

The list says what is allowed: what Python, NumPy and Matplotlib need to compute, to use
threads, and to work with files that Landlock lets them open. A call that is not listed does
not exist for the process (ENOSYS, on which the C library falls back to older calls), and
one that a student may well try is openly refused (EPERM).

Four things that Landlock cannot forbid are forbidden here: changing the mode, owner and
times of a file; signals; memory or queues that outlive a process; and `fallocate`, which fills a
disk faster than the grader can look.
"""

import ctypes
import errno
import fcntl
import os
import tempfile

import pyseccomp

ALLOWED = """
read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek close close_range
openat open creat dup dup2 dup3 pipe pipe2 stat fstat lstat newfstatat statx statfs fstatfs
access faccessat faccessat2 readlink readlinkat getdents getdents64 getcwd chdir fchdir umask
rename renameat renameat2 mkdir mkdirat rmdir unlink unlinkat ftruncate fsync
fdatasync fadvise64 readahead copy_file_range sendfile flock mmap munmap mremap mprotect madvise
msync brk mlock munlock futex futex_waitv futex_wait futex_wake futex_requeue sched_yield
set_robust_list rseq set_tid_address membarrier exit exit_group restart_syscall arch_prctl
gettid getpid getppid sched_getaffinity sched_getscheduler sched_getparam sched_get_priority_max
sched_get_priority_min sched_rr_get_interval getcpu getpriority kill tgkill rt_sigqueueinfo
rt_tgsigqueueinfo rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait
rt_sigsuspend sigaltstack pause alarm setitimer getitimer signalfd4 timer_create timer_settime
timer_gettime timer_getoverrun timer_delete timerfd_create timerfd_settime timerfd_gettime time
gettimeofday clock_gettime clock_getres clock_nanosleep nanosleep times poll ppoll select
pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd2
getuid geteuid getgid getegid getresuid getresgid getgroups getpgrp getpgid getsid getrlimit
getrusage uname sysinfo getrandom wait4 waitid sendto recvfrom shutdown getsockname getpeername
getsockopt
""".split()  # noqa: SIM905  (names are easier to read so)

REFUSED = """
socket connect bind listen accept accept4 sendmsg recvmsg sendmmsg recvmmsg setsockopt fork
vfork execve execveat ptrace process_vm_readv process_vm_writev kcmp pidfd_open pidfd_getfd
pidfd_send_signal process_madvise chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat
utime utimes utimensat futimesat setxattr lsetxattr fsetxattr removexattr lremovexattr
fremovexattr truncate link linkat symlink symlinkat mknod mknodat mount umount2 pivot_root
chroot setns unshare move_mount open_tree fsopen name_to_handle_at open_by_handle_at
memfd_create memfd_secret shmget shmat shmctl msgget semget mq_open add_key request_key keyctl
bpf perf_event_open userfaultfd io_uring_setup io_setup inotify_init1 inotify_init fanotify_init
setuid setgid setreuid setregid setresuid setresgid setgroups capset setsid setpgid setrlimit
setpriority ioprio_set sched_setaffinity sched_setscheduler sched_setattr sched_setparam
personality syslog acct swapon swapoff reboot kexec_load init_module finit_module delete_module
quotactl settimeofday clock_settime adjtimex clock_adjtime sethostname setdomainname sync syncfs
vhangup
""".split()  # noqa: SIM905  (names are easier to read so)

CLONE_THREAD = 0x00010000
# What a thread shares with the others of its process: memory, folder, files, signals. One with
# its own table of files could keep files open where nobody counts them.
CLONE_SHARED = 0x00000F00
CLONE_NEW = 0x7E020080  # namespaces of every kind
CLONE_PTRACE = 0x00002000
SOCK_TYPE = 0xF  # the part of a socket's type that is not a flag
AF_UNIX, SOCK_STREAM = 1, 1
PR_SET_NAME, PR_GET_NAME = 15, 16

# fcntl's commands, without those that choose whom a file signals (F_SETOWN, F_SETSIG, leases).
FCNTL = [0, 1, 2, 3, 4, 5, 6, 7, fcntl.F_DUPFD_CLOEXEC, 1032, 36, 37, 38]
# ioctl's requests: whether a file is a terminal, its size, close-on-exec, blocking, bytes waiting.
IOCTL = [0x5401, 0x5413, 0x5450, 0x5451, 0x5421, 0x541B]


# Signals that a process may send only to itself.
SIGNALS = ("kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo")

PR_SET_SECCOMP, MODE_FILTER = 22, 2
_libc = ctypes.CDLL(None, use_errno=True)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


def program() -> bytes:
    """The filter for all children, in the kernel's format; building it takes a while."""
    refuse = pyseccomp.ERRNO(errno.EPERM)
    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.ENOSYS))
    for name in ALLOWED:
        if name in ("open", "openat"):
            _allow_opening(rules, name, argument=1 if name == "open" else 2)
        else:
            _add(rules, name)
    _allow_own_threads(rules)
    for command in FCNTL:
        _add(rules, "fcntl", (1, pyseccomp.EQ, command))
    for request in IOCTL:
        _add(rules, "ioctl", (1, pyseccomp.EQ, request))
    for name in REFUSED:
        _add(rules, name, action=refuse)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return file.read()


def restrict(program: bytes) -> None:
    """Hold this process to `program`, and to signals to itself only, for good.

    Raises:
        OSError: the kernel refuses.
    """
    own = os.getpid()
    to_itself = pyseccomp.SyscallFilter(pyseccomp.ALLOW)
    for name in SIGNALS:
        _add(to_itself, name, (0, pyseccomp.NE, own), action=pyseccomp.ERRNO(errno.EPERM))
    to_itself.load()
    instructions = ctypes.create_string_buffer(program, len(program))
    filter_ = _Program(len(program) // 8, ctypes.cast(instructions, ctypes.c_void_p))
    if _libc.prctl(PR_SET_SECCOMP, MODE_FILTER, ctypes.byref(filter_), 0, 0):
        error = ctypes.get_errno()
        raise OSError(error, f"seccomp: {os.strerror(error)}")


def _allow_opening(rules: pyseccomp.SyscallFilter, name: str, argument: int) -> None:
    """Allow all but reading with O_TRUNC, which empties a file and which old Landlocks miss."""
    flags = os.O_ACCMODE | os.O_TRUNC
    for mode in (os.O_RDONLY, os.O_WRONLY, os.O_RDWR):
        _add(rules, name, (argument, pyseccomp.MASKED_EQ, flags, mode))
    for mode in (os.O_WRONLY, os.O_RDWR):
        _add(rules, name, (argument, pyseccomp.MASKED_EQ, flags, mode | os.O_TRUNC))


def _allow_own_threads(rules: pyseccomp.SyscallFilter) -> None:
    shared = CLONE_THREAD | CLONE_SHARED
    of_a_thread = shared | CLONE_NEW | CLONE_PTRACE
    _add(rules, "clone", (0, pyseccomp.MASKED_EQ, of_a_thread, shared))
    not_a_thread = (0, pyseccomp.MASKED_EQ, CLONE_THREAD, 0)
    _add(rules, "clone", not_a_thread, action=pyseccomp.ERRNO(errno.EPERM))
    _add(rules, "prlimit64", (0, pyseccomp.EQ, 0), (2, pyseccomp.EQ, 0))  # to read one's own
    for operation in (PR_SET_NAME, PR_GET_NAME):
        _add(rules, "prctl", (0, pyseccomp.EQ, operation))
    # The event loop of asyncio wakes itself through a pair of sockets.
    stream = (1, pyseccomp.MASKED_EQ, SOCK_TYPE, SOCK_STREAM)
    _add(rules, "socketpair", (0, pyseccomp.EQ, AF_UNIX), stream)


def _add(
    rules: pyseccomp.SyscallFilter,
    name: str,
    *conditions: tuple[int, int, int] | tuple[int, int, int, int],
    action: int = pyseccomp.ALLOW,
) -> None:
    """Add a rule, unless this machine does not have the call."""
    try:
        number = pyseccomp.resolve_syscall(pyseccomp.Arch.NATIVE, name)
    except (ValueError, OSError):
        return
    if number is None or number < 0:
        return
    rules.add_rule(action, number, *(pyseccomp.Arg(*condition) for condition in conditions))
