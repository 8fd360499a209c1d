using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace MerchantStudio.Core.Onnx.Native;

/// <summary>Finds the native library, loads it and checks that it is one that we can call.</summary>
internal static unsafe partial class OrtLibrary
{
    /// <param name="folder">Where to look; when set, nowhere else.</param>
    /// <exception cref="OnnxRuntimeUnavailableException">The library is not there, cannot be loaded or is too old.</exception>
    public static OrtApi Load(string? folder)
    {
        var candidates = Candidates(folder).ToArray();
        var found = Array.Find(candidates, File.Exists) ?? WithVersionInItsName(folder)
            ?? throw new OnnxRuntimeUnavailableException(
                $"The ONNX Runtime library is missing: none of {string.Join(", ", candidates)} exists; training and neural models are unavailable.");
        return Open(found);
    }

    private static OrtApi Open(string path)
    {
        nint library;
        try
        {
            library = NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new OnnxRuntimeUnavailableException($"The ONNX Runtime library {path} cannot be loaded: {e.Message}", e);
        }

        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var getApiBase))
        {
            throw new OnnxRuntimeUnavailableException($"{path} is not ONNX Runtime: it has no function OrtGetApiBase.");
        }

        // OrtApiBase holds two functions: GetApi(version) and GetVersionString().
        var table = (nint*)((delegate* unmanaged[Cdecl]<nint>)getApiBase)();
        var version = Marshal.PtrToStringUTF8(((delegate* unmanaged[Cdecl]<nint>)table[1])()) ?? "unknown";
        return Check(path, version, ((delegate* unmanaged[Cdecl]<uint, nint>)table[0])(OrtApi.RequestedVersion));
    }

    /// <param name="path">For the message.</param>
    /// <param name="version">For the message.</param>
    /// <param name="api">What the library gave for the version that we ask for; 0 where it does not know that version.</param>
    internal static OrtApi Check(string path, string version, nint api)
    {
        if (api == 0)
        {
            throw new OnnxRuntimeUnavailableException(
                $"ONNX Runtime {version} at {path} is too old: version 1.{OrtApi.RequestedVersion} of its interface is needed.");
        }

        var result = new OrtApi(api, version);
        return result.AnswersAsExpected()
            ? result
            : throw new OnnxRuntimeUnavailableException($"ONNX Runtime {version} at {path} has a function table that is not the published one.");
    }

    private static IEnumerable<string> Candidates(string? folder)
    {
        string[] names = OperatingSystem.IsWindows() ? ["onnxruntime.dll"]
            : OperatingSystem.IsMacOS() ? ["libonnxruntime.1.dylib", "libonnxruntime.dylib"]
            : ["libonnxruntime.so.1", "libonnxruntime.so"];
        string[] folders = folder is { Length: > 0 }
            ? [folder]
            : [Path.Combine(AppContext.BaseDirectory, "runtimes", PortableRid(), "native"), AppContext.BaseDirectory];
        return folders.SelectMany(place => names.Select(name => Path.Combine(place, name)));
    }

    // Packages of other languages name the file libonnxruntime.so.1.23.2 and leave out the links.
    private static string? WithVersionInItsName(string? folder) => Directory.Exists(folder)
        ? Directory.GetFiles(folder, "libonnxruntime*").Where(file => VersionedName().IsMatch(Path.GetFileName(file))).Order(StringComparer.Ordinal).LastOrDefault()
        : null;

    [GeneratedRegex(@"^libonnxruntime\.(so\.\d+\.\d+\.\d+|\d+\.\d+\.\d+\.dylib)$")]
    private static partial Regex VersionedName();

    private static string PortableRid()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    /// <summary>A status made, read and freed: three slots far apart that only the right table answers so.</summary>
    private static bool AnswersAsExpected(this OrtApi api)
    {
        using var text = new NativeText("table check");
        try
        {
            api.CreateStatus((int)OnnxRuntimeErrorCode.NotImplemented, text.Pointer).ThrowIfFailed();
            return false;
        }
        catch (OnnxRuntimeException e)
        {
            return e.Code == OnnxRuntimeErrorCode.NotImplemented && e.Message.Contains("table check", StringComparison.Ordinal);
        }
    }
}
