using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LlmKit.Notebook.Running.Workers;

/// <summary>
/// A worker's standard output and error, which the process that started it reads: so not even the last words of a
/// process that dies are lost. Marks in them tell what was printed before something was shown.
/// </summary>
internal sealed partial class StandardStreams
{
    private const int SetDescriptorFlags = 2, CloseOnExec = 1;

    private readonly Stream[] _both = [Console.OpenStandardOutput(), Console.OpenStandardError()];
    private readonly Lock _marking = new();
    private int _marks;

    /// <summary>The text of a mark: nothing that anybody prints.</summary>
    public static string MarkOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{MarkStart}{number}{MarkEnd}");

    public const string MarkStart = "\u0001llmkit-mark-";
    public const char MarkEnd = '\u0002';

    /// <summary>Writes the next mark into both streams.</summary>
    public int Mark()
    {
        lock (_marking)
        {
            if (OperatingSystem.IsLinux()) _ = FlushAll(0);
            var mark = Encoding.UTF8.GetBytes(MarkOf(++_marks));
            foreach (var stream in _both) stream.Write(mark);
            return _marks;
        }
    }

    /// <summary>Keeps a handle from the programs that cells start.</summary>
    public static void KeepFromChildren(SafeHandle handle)
    {
        if (!OperatingSystem.IsWindows()) _ = Control((int)handle.DangerousGetHandle(), SetDescriptorFlags, CloseOnExec);
    }

    [LibraryImport("libc", EntryPoint = "fflush")]
    private static partial int FlushAll(nint stream);

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command, int value);
}
