using MerchantStudio.Core.Onnx;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Onnx.Providers;

[Trait("Category", "Native")]
public sealed class ProviderChoiceTests
{
    [Fact]
    public void Choose_Auto_TakesTheFirstThatWorksAndSaysWhyOthersWerePassedOver()
    {
        _ = OnnxEngines.Cpu();
        var choice = new OnnxEngine(new OnnxOptions()).Choose();
        var tried = choice.PassedOver.Select(passed => passed.Name).Append(choice.Provider.Name);
        tried.ShouldBe(ExecutionProviderCatalog.All.Select(provider => provider.Name).Take(choice.PassedOver.Count + 1));
        choice.PassedOver.ShouldAllBe(passed => passed.Reason.Length > 0);
    }

    [Fact]
    public void Choose_ForcedProviderThatCannotBeHad_FailsWithItsNameAndReason()
    {
        _ = OnnxEngines.Cpu();
        var libraries = Directory.GetFiles(AppContext.BaseDirectory, "*onnxruntime_providers_cuda*", SearchOption.AllDirectories);
        Assert.SkipUnless(libraries.Length == 0, "CUDA's provider library is beside the program.");
        var thrown = Should.Throw<ProviderUnavailableException>(() => OnnxEngines.Engine.Choose("cuda"));
        thrown.Provider.ShouldBe("cuda");
        thrown.Message.ShouldStartWith("The execution provider 'cuda' was asked for and cannot be used");
    }

    [Fact]
    public void Choose_AutoWithASoftwareDevice_PassesItOverAndSaysWhy()
    {
        _ = OnnxEngines.WebGpu();
        Assert.SkipWhen(new WebGpuProvider().WhyNotAutomatic is null, "The WebGPU device here is not a software one.");
        new OnnxEngine(new OnnxOptions()).Choose().PassedOver
            .ShouldContain(passed => passed.Name == "webgpu" && passed.Reason.Contains("software device", StringComparison.Ordinal));
    }

    [Fact]
    public void Choose_ForcedProcessor_TriesNoOther() => OnnxEngines.Cpu().PassedOver.ShouldBeEmpty();

    [Fact]
    public void Find_UnknownName_ListsWhatThereIs() =>
        Should.Throw<ArgumentException>(() => ExecutionProviderCatalog.Find("abacus")).Message.ShouldContain("auto, cuda, webgpu, cpu");

    [Fact]
    public void Catalogue_ProcessorIsTheLastResort() => ExecutionProviderCatalog.All[^1].Name.ShouldBe("cpu");

    [Theory]
    [InlineData("abacus", 0, "Provider is 'abacus'")]
    [InlineData("cpu", 300, "Threads is 300")]
    public void Validate_OptionOutOfRange_NamesKeyAndValue(string provider, int threads, string expected) =>
        new OnnxOptionsValidator().Validate(null, new OnnxOptions { Provider = provider, Threads = threads }).FailureMessage.ShouldNotBeNull().ShouldContain(expected);

    [Fact]
    public void Validate_Defaults_AreFine() => new OnnxOptionsValidator().Validate(null, new OnnxOptions()).Succeeded.ShouldBeTrue();
}
