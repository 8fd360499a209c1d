using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    public void Load_FileWithItsVersionInTheName_IsFoundInAConfiguredFolder()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only libraries on Linux are named this way.");
        var versioned = Path.Combine(_folder, "libonnxruntime.so.1.23.2");
        File.WriteAllText(Path.Combine(_folder, "libonnxruntime_providers_cuda.so"), "a provider");
        File.WriteAllText(versioned, "no library");
        Should.Throw<OnnxRuntimeUnavailableException>(() => OrtLibrary.Load(_folder)).Message.ShouldStartWith($"The ONNX Runtime library {versioned} cannot be loaded");
    }

    [Fact]
    public void Load_FileThatIsNoLibrary_SaysThatItCannotBeLoaded()
    {
        File.WriteAllText(Path.Combine(_folder, LibraryName), "no library");
        Should.Throw<OnnxRuntimeUnavailableException>(() => OrtLibrary.Load(_folder)).Message.ShouldContain("cannot be loaded");
    }

    [Fact]
    public void Load_LibraryOfAnotherKind_SaysThatItIsNotOnnxRuntime()
    {
        var other = Directory.GetFiles(RuntimeEnvironment.GetRuntimeDirectory(), "*System.Native.*").First(file => !file.EndsWith(".a", StringComparison.Ordinal));
        File.Copy(other, Path.Combine(_folder, LibraryName));
        Should.Throw<OnnxRuntimeUnavailableException>(() => OrtLibrary.Load(_folder)).Message.ShouldContain("is not ONNX Runtime");
    }

    [Fact]
    public void Check_LibraryThatDoesNotKnowOurVersion_IsTooOld() =>
        Should.Throw<OnnxRuntimeUnavailableException>(() => OrtLibrary.Check("lib", "1.4.0", api: 0)).Message
            .ShouldBe($"ONNX Runtime 1.4.0 at lib is too old: version 1.{OrtApi.RequestedVersion} of its interface is needed.");

    [Fact]
    public unsafe void Check_TableInAnotherOrder_IsRefused()
    {
        var table = stackalloc nint[100];
        for (var slot = 0; slot < 100; slot++)
        {
            table[slot] = (nint)(delegate* unmanaged[Cdecl]<nint>)&Nothing;
        }

        var api = (nint)table;
        Should.Throw<OnnxRuntimeUnavailableException>(() => OrtLibrary.Check("lib", "9.0.0", api)).Message.ShouldContain("a function table that is not the published one");
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

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Nothing() => 0;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string LibraryName =>
        OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.1.dylib" : "libonnxruntime.so.1";
}
