using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Native;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Onnx.Native;

public sealed class OrtLibraryTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("onnxruntime").FullName;

    [Fact]
    public void Load_EmptyFolder_SaysInOneSentenceWhatIsMissingAndWhere()
    {
        var message = Should.Throw<OnnxRuntimeUnavailableException>(() => OrtLibrary.Load(_folder)).Message;
        message.ShouldStartWith("The ONNX Runtime library is missing");
        message.ShouldContain(_folder);
    }

    [Fact]
    public void Load_FileThatIsNoLibrary_SaysThatItCannotBeLoaded()
    {
        File.WriteAllText(Path.Combine(_folder, LibraryName), "no library");
        Should.Throw<OnnxRuntimeUnavailableException>(() => OrtLibrary.Load(_folder)).Message.ShouldContain("cannot be loaded");
    }

    [Fact]
    public void IsAvailable_WithoutTheLibrary_IsFalseWithTheReason()
    {
        new OnnxEngine(new OnnxOptions { LibraryFolder = _folder }).IsAvailable(out var reason).ShouldBeFalse();
        reason.ShouldNotBeNull().ShouldContain("training and neural models are unavailable");
    }

    [Fact]
    public void IsAvailable_WithTheLibrary_IsTrueWithoutAReason()
    {
        _ = OnnxEngines.Cpu();
        OnnxEngines.Engine.IsAvailable(out var reason).ShouldBeTrue();
        reason.ShouldBeNull();
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string LibraryName =>
        OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.1.dylib" : "libonnxruntime.so.1";
}
