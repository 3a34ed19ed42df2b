using System.Reflection;
using System.Runtime.InteropServices;

namespace LlmKit.Notebook.Jupyter;

/// <summary>The functions of libzmq (zmq.h, version 4) that a kernel needs.</summary>
internal static partial class Zmq
{
    public const int Pub = 1, Rep = 4, Router = 6, Pull = 7, Push = 8;
    public const int Linger = 17, RouterHandover = 56, ReceiveMore = 13, LastEndpoint = 32, ImmediatelyOnly = 1, More = 2;
    public const short PollIn = 1;
    public const int Interrupted = 4, Again = 11, Terminated = 156384765;

    private const string Library = "zmq";

    private static readonly string[] s_files = ["libzmq.so.5", "libzmq.5.dylib", "libzmq.dylib", "libzmq.so", "libzmq"];

    static Zmq() => NativeLibrary.SetDllImportResolver(typeof(Zmq).Assembly, Resolve);

    /// <summary>A frame as libzmq keeps it; its contents are libzmq's business.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    public struct Frame
    {
        [FieldOffset(0)]
        private readonly long _first;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct PollItem
    {
        public nint Socket;
        public int Descriptor;
        public short Events;
        public short Happened;
    }

    public static string ErrorText(int error) => Marshal.PtrToStringUTF8(Describe(error)) ?? $"error {error}";

    [LibraryImport(Library, EntryPoint = "zmq_ctx_new")]
    public static partial nint NewContext();

    [LibraryImport(Library, EntryPoint = "zmq_ctx_term", SetLastError = true)]
    public static partial int EndContext(nint context);

    [LibraryImport(Library, EntryPoint = "zmq_socket", SetLastError = true)]
    public static partial nint NewSocket(nint context, int type);

    [LibraryImport(Library, EntryPoint = "zmq_close", SetLastError = true)]
    public static partial int Close(nint socket);

    [LibraryImport(Library, EntryPoint = "zmq_bind", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Bind(nint socket, string endpoint);

    [LibraryImport(Library, EntryPoint = "zmq_connect", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Connect(nint socket, string endpoint);

    [LibraryImport(Library, EntryPoint = "zmq_setsockopt", SetLastError = true)]
    public static partial int Set(nint socket, int option, in int value, nint size);

    [LibraryImport(Library, EntryPoint = "zmq_getsockopt", SetLastError = true)]
    public static partial int Get(nint socket, int option, out int value, ref nint size);

    [LibraryImport(Library, EntryPoint = "zmq_getsockopt", SetLastError = true)]
    public static unsafe partial int Get(nint socket, int option, byte* value, ref nint size);

    [LibraryImport(Library, EntryPoint = "zmq_send", SetLastError = true)]
    public static unsafe partial int Send(nint socket, byte* data, nint size, int flags);

    [LibraryImport(Library, EntryPoint = "zmq_msg_init")]
    public static partial int Begin(ref Frame frame);

    [LibraryImport(Library, EntryPoint = "zmq_msg_recv", SetLastError = true)]
    public static partial int Receive(ref Frame frame, nint socket, int flags);

    [LibraryImport(Library, EntryPoint = "zmq_msg_data")]
    public static unsafe partial byte* Data(ref Frame frame);

    [LibraryImport(Library, EntryPoint = "zmq_msg_size")]
    public static partial nint Size(ref Frame frame);

    [LibraryImport(Library, EntryPoint = "zmq_msg_close")]
    public static partial int End(ref Frame frame);

    [LibraryImport(Library, EntryPoint = "zmq_poll", SetLastError = true)]
    public static unsafe partial int Poll(PollItem* items, int count, long milliseconds);

    [LibraryImport(Library, EntryPoint = "zmq_strerror")]
    private static partial nint Describe(int error);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != Library) return 0;
        foreach (var file in s_files)
        {
            if (NativeLibrary.TryLoad(file, assembly, path, out var handle)) return handle;
        }

        throw new DllNotFoundException(
            $"libzmq was not found (tried {string.Join(", ", s_files)}). It carries the messages between Jupyter and a kernel. "
            + "On Debian: sudo apt-get install libzmq5. On macOS: brew install zeromq.");
    }
}
