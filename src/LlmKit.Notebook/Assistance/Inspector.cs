using LlmKit.Notebook.Execution;
namespace LlmKit.Notebook.Assistance;
internal sealed class Inspector(CellEngine engine) { public CellEngine Engine => engine; }
