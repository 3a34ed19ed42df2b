using System.Runtime.InteropServices;
using LlmKit.Cli;
using LlmKit.Cli.Data;
using LlmKit.Cli.Notebooks;
using LlmKit.Notebook.Running.Workers;

AppContext.SetData("LlmKit.Data.ParquetProcess", OwnProgram.Words(OwnProgram.ParquetWord));

// Started by a run of notebooks for their cells: the parser of the command line would only cost time.
if (args is [OwnProgram.WorkerWord, var requests, var answers, var unsent]) return CellHost.Run(requests, answers, unsent);

// Data sets in Parquet are read by another process, since a damaged file can crash the native code that reads them.
if (args is [OwnProgram.ParquetWord]) return ParquetAnswers.Run();

var code = CommandLine.Run(args, Console.Out, Console.Error);

// The destructors of libtorch's 40 libraries take a tenth of the doctor's time to free what the system frees anyway.
if (args is ["doctor", ..] && OperatingSystem.IsLinux()) EndNow(code);
return code;

[DllImport("libc", EntryPoint = "_exit")]
[DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
static extern void EndNow(int code);
