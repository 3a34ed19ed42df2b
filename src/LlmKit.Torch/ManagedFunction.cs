using System.Runtime.InteropServices;
using System.Text;
using static TorchSharp.torch;

namespace LlmKit.Torch;

/// <summary>Puts a function with a C# backward into libtorch's graph.</summary>
internal sealed unsafe class ManagedFunction
{
    private readonly autograd.AutogradContext _context;
    private readonly Func<autograd.AutogradContext, List<Tensor?>, List<Tensor>> _backward;
    private readonly string _name;

    private ManagedFunction(string name, autograd.AutogradContext context, Func<autograd.AutogradContext, List<Tensor?>, List<Tensor>> backward)
    {
        _name = name;
        _context = context;
        _backward = backward;
    }

    public static List<Tensor> Apply(string name, object[] arguments, Func<autograd.AutogradContext, List<Tensor>> forward,
        Func<autograd.AutogradContext, List<Tensor?>, List<Tensor>> backward)
    {
        var inputs = arguments.OfType<Tensor>().ToList();
        var recorded = is_grad_enabled() && inputs.Any(input => input.requires_grad);
        var context = new autograd.AutogradContext { NeedsGradient = [.. inputs.Select(input => recorded && input.requires_grad)] };

        // What forward makes on the way goes with the scope; the node has its own references to what is saved.
        using var scope = NewDisposeScope();
        List<Tensor> outputs;
        using (no_grad()) outputs = forward(context);
        var results = recorded ? new ManagedFunction(name, context, backward).Attach(inputs, outputs) : outputs;
        context.Saved = [];
        context.NonDifferentiable.Clear();
        foreach (var result in results) scope.MoveToOuter(result);
        return results;
    }

    private List<Tensor> Attach(List<Tensor> inputs, List<Tensor> outputs)
    {
        nint[] from = autograd.Handles(inputs), to = autograd.Handles(outputs), saved = autograd.Handles(_context.Saved), results = new nint[to.Length];
        var differentiable = outputs.Select(output => _context.NonDifferentiable.Contains(output) ? (byte)0 : (byte)1).ToArray();
        var state = GCHandle.ToIntPtr(GCHandle.Alloc(this));
        fixed (byte* name = Encoding.UTF8.GetBytes(_name + '\0'), differentiablePointer = differentiable)
        fixed (nint* fromPointer = from, toPointer = to, savedPointer = saved, resultPointer = results)
        {
            Native.Check(
                Native.llmkit_function_attach(name, fromPointer, from.Length, toPointer, differentiablePointer, to.Length, savedPointer,
                    saved.Length, _context.Materialize ? 1 : 0, &Backward, &NativeCallback.Drop, state, resultPointer),
                _name);
        }

        GC.KeepAlive(inputs);
        GC.KeepAlive(_context.Saved);
        return [.. results.Select(handle => new Tensor(handle))];
    }

    [UnmanagedCallersOnly]
    private static byte* Backward(nint state, nint* gradients, int gradientCount, nint* saved, int savedCount, nint* inputs, int inputCount)
    {
        try
        {
            using var scope = NewDisposeScope();
            var function = (ManagedFunction)GCHandle.FromIntPtr(state).Target!;
            function._context.Saved = NativeCallback.Share(saved, savedCount)!;
            var results = function._backward(function._context, NativeCallback.Share(gradients, gradientCount));
            function._context.Saved = [];
            if (results.Count != inputCount)
            {
                throw new InvalidOperationException(
                    $"{function._name}.backward returned {results.Count} gradients, forward had {inputCount} tensors. Return one for each, null where there is none.");
            }

            for (var i = 0; i < inputCount; i++) inputs[i] = results[i] is { } result ? Native.llmkit_tensor_retain(result.Handle) : 0;
            return null;
        }
        catch (Exception e)
        {
            return NativeCallback.Message(e);
        }
    }
}

/// <summary>A C# function that sees, and may replace, the gradient of one tensor.</summary>
internal sealed unsafe class GradientHook(Func<Tensor, Tensor?> hook)
{
    public static long Add(Tensor tensor, Func<Tensor, Tensor?> hook)
    {
        var state = GCHandle.ToIntPtr(GCHandle.Alloc(new GradientHook(hook)));
        long id;
        Native.Check(Native.llmkit_tensor_add_hook(tensor.Handle, &Call, &NativeCallback.Drop, state, &id),
            $"register_hook({Argument.Describe(tensor)})");
        GC.KeepAlive(tensor);
        return id;
    }

    private Tensor? Run(Tensor gradient) => hook(gradient);

    [UnmanagedCallersOnly]
    private static nint Call(nint state, nint gradient, byte** error)
    {
        try
        {
            using var scope = NewDisposeScope();
            var hook = (GradientHook)GCHandle.FromIntPtr(state).Target!;
            if (gradient == 0) return 0;
            return hook.Run(new Tensor(Native.llmkit_tensor_retain(gradient))) is { } replaced ? Native.llmkit_tensor_retain(replaced.Handle) : 0;
        }
        catch (Exception e)
        {
            *error = NativeCallback.Message(e);
            return 0;
        }
    }
}

/// <summary>What every callback from libtorch needs.</summary>
internal static unsafe class NativeCallback
{
    [ThreadStatic]
    private static byte* s_message;

    [UnmanagedCallersOnly]
    public static void Drop(nint state) => GCHandle.FromIntPtr(state).Free();

    /// <summary>Owners of borrowed tensors.</summary>
    public static List<Tensor?> Share(nint* handles, int count)
    {
        var tensors = new List<Tensor?>(count);
        for (var i = 0; i < count; i++) tensors.Add(handles[i] == 0 ? null : new Tensor(Native.llmkit_tensor_retain(handles[i])));
        return tensors;
    }

    /// <summary>The text of an exception, valid until the next one on this thread.</summary>
    public static byte* Message(Exception e)
    {
        NativeMemory.Free(s_message);
        var text = Encoding.UTF8.GetBytes($"{e.GetType().Name}: {e.Message}\0");
        s_message = (byte*)NativeMemory.Alloc((nuint)text.Length);
        text.CopyTo(new Span<byte>(s_message, text.Length));
        return s_message;
    }
}
