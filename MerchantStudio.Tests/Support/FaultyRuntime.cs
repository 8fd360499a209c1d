using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Native;

namespace MerchantStudio.Tests.Support;

/// <summary>
/// Makes the real runtime fail where a test wants it to: while it lives, the engine calls a copy of the function table in which
/// some slots are ours. Everything else, the failure's status included, is the runtime's own. One at a time, and nothing may
/// use the engine beside it.
/// </summary>
internal sealed unsafe class FaultyRuntime : IDisposable
{
    // More than the slots that the engine calls, fewer than any table that it accepts has.
    private const int Slots = 220;
    private const int CreateStatus = 0;
    private const int CreateTensor = 48;
    private const int TensorData = 51;
    private const int Run = 133;
    private const int BindInput = 136;

    private static readonly FieldInfo s_table = typeof(OrtApi).GetField("_table", BindingFlags.NonPublic | BindingFlags.Instance)!;
    private static nint* s_real;
    private static int s_calls;
    private static int s_failFrom;
    private static int s_failTo;
    private static int s_code;
    private static nint s_message;

    private readonly OrtApi _api;
    private readonly nint* _copy;

    private FaultyRuntime(OrtApi api)
    {
        _api = api;
        s_real = (nint*)Pointer.Unbox(s_table.GetValue(api)!);
        _copy = (nint*)NativeMemory.Alloc(Slots, (nuint)sizeof(nint));
        new ReadOnlySpan<nint>(s_real, Slots).CopyTo(new Span<nint>(_copy, Slots));
        Use(_copy);
    }

    /// <summary>Runs fail with this message, from the given one on; the device is gone for good, or only once out of memory.</summary>
    public static FaultyRuntime FailingRuns(OrtApi api, int from, bool forGood, OnnxRuntimeErrorCode code, string message)
    {
        Prepare(from, forGood ? int.MaxValue : from, code, message);
        var faulty = new FaultyRuntime(api);
        faulty._copy[Run] = (nint)(delegate* unmanaged[Cdecl]<nint, nint, nint, nint>)&OnRun;
        return faulty;
    }

    /// <summary>The device has no room for the given one of the tensors that stay on it.</summary>
    public static FaultyRuntime WithoutRoom(OrtApi api, int from, string message)
    {
        Prepare(from, int.MaxValue, OnnxRuntimeErrorCode.RuntimeException, message);
        var faulty = new FaultyRuntime(api);
        faulty._copy[CreateTensor] = (nint)(delegate* unmanaged[Cdecl]<nint, long*, nuint, int, nint*, nint>)&OnCreateTensor;
        return faulty;
    }

    /// <summary>From the given step on the learning rate is out of all bounds, as a number that overflowed would make it.</summary>
    public static FaultyRuntime WithWildSteps(OrtApi api, int from)
    {
        Prepare(from, int.MaxValue, OnnxRuntimeErrorCode.Ok, string.Empty);
        var faulty = new FaultyRuntime(api);
        faulty._copy[BindInput] = (nint)(delegate* unmanaged[Cdecl]<nint, byte*, nint, nint>)&OnBindInput;
        return faulty;
    }

    public void Dispose()
    {
        Use(s_real);
        NativeMemory.Free(_copy);
        Marshal.FreeCoTaskMem(s_message);
        s_message = 0;
    }

    private void Use(nint* table) => s_table.SetValue(_api, Pointer.Box(table, typeof(nint*)));

    private static void Prepare(int from, int to, OnnxRuntimeErrorCode code, string message) =>
        (s_calls, s_failFrom, s_failTo, s_code, s_message) = (0, from, to, (int)code, Marshal.StringToCoTaskMemUTF8(message));

    private static bool IsNow() => Interlocked.Increment(ref s_calls) is var call && call >= s_failFrom && call <= s_failTo;

    private static nint Failure() => ((delegate* unmanaged[Cdecl]<int, nint, nint>)s_real[CreateStatus])(s_code, s_message);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OnRun(nint session, nint options, nint binding) =>
        IsNow() ? Failure() : ((delegate* unmanaged[Cdecl]<nint, nint, nint, nint>)s_real[Run])(session, options, binding);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OnCreateTensor(nint allocator, long* shape, nuint rank, int type, nint* value)
    {
        if (!IsNow())
        {
            return ((delegate* unmanaged[Cdecl]<nint, long*, nuint, int, nint*, nint>)s_real[CreateTensor])(allocator, shape, rank, type, value);
        }

        *value = 0;
        return Failure();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint OnBindInput(nint binding, byte* name, nint value)
    {
        if (Marshal.PtrToStringUTF8((nint)name) == "adam.rate" && IsNow())
        {
            float* rate;
            if (((delegate* unmanaged[Cdecl]<nint, float**, nint>)s_real[TensorData])(value, &rate) == 0)
            {
                *rate = float.PositiveInfinity;
            }
        }

        return ((delegate* unmanaged[Cdecl]<nint, byte*, nint, nint>)s_real[BindInput])(binding, name, value);
    }
}
