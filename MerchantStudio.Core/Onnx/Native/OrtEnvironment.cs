using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MerchantStudio.Core.Onnx.Native;

/// <summary>
/// The library's per-process state. Messages of all sessions arrive in one native callback and are handed to whoever listens
/// to that session's log id; the rest are dropped, because every failure also comes back as a status.
/// </summary>
internal sealed unsafe class OrtEnvironment : OrtHandle
{
    private const int Warning = 2;
    private static readonly ConcurrentDictionary<string, Action<string>> s_listeners = new(StringComparer.Ordinal);

    public OrtEnvironment(OrtApi api)
        : base(api, releaseSlot: 92)
    {
        using var id = new NativeText("merchant-studio");
        Made(api.CreateEnvWithCustomLogger(&OnMessage, state: 0, Warning, id.Pointer, out handle));
    }

    public new OrtApi Api => base.Api;

    /// <summary>The providers that were compiled into the library, by their long names.</summary>
    public IReadOnlyList<string> AvailableProviders()
    {
        Api.GetAvailableProviders(out var names, out var count).ThrowIfFailed();
        var result = new string[count];
        for (var i = 0; i < count; i++)
        {
            result[i] = Marshal.PtrToStringUTF8((nint)names[i]) ?? string.Empty;
        }

        Api.ReleaseAvailableProviders(names, count).ThrowIfFailed();
        return result;
    }

    /// <summary>Calls back for each message of the session that has this log id, until disposed. May be called on any thread.</summary>
    public static IDisposable Listen(string logId, Action<string> onMessage)
    {
        s_listeners[logId] = onMessage;
        return new Subscription(logId);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1031", Justification = "An exception must not cross into native code.")]
    private static void OnMessage(nint state, int severity, byte* category, byte* logId, byte* location, byte* message)
    {
        try
        {
            var id = Marshal.PtrToStringUTF8((nint)logId) ?? string.Empty;
            if (s_listeners.TryGetValue(id, out var listener))
            {
                listener(Marshal.PtrToStringUTF8((nint)message) ?? string.Empty);
            }
        }
        catch (Exception)
        {
            // A listener's failure is its own; the native caller has no use for it.
        }
    }

    private sealed class Subscription(string logId) : IDisposable
    {
        public void Dispose() => _ = s_listeners.TryRemove(logId, out _);
    }
}
