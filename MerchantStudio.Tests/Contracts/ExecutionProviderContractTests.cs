using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Recommenders.SequentialTransformer;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Contracts;

/// <summary>Every execution provider of the catalogue: it computes what the processor computes, or says in words why it cannot.</summary>
[Trait("Category", "Native")]
public sealed class ExecutionProviderContractTests
{
    private const int Steps = 3;
    private const float Tolerance = 1e-3f;

    private readonly TransformerWorkload _small = new() { Batch = 2, Length = 3, Width = 4, Heads = 2, Items = 7, LearningRate = 0.01 };

    public static TheoryData<string> Providers => [.. ExecutionProviderCatalog.All.Select(provider => provider.Name)];

    [Theory, MemberData(nameof(Providers))]
    public void Step_OfATransformer_AgreesWithTheProcessorsOrSaysWhyNot(string provider)
    {
        var processor = Losses(OnnxEngines.Cpu());
        if (WhyNot(provider) is { } reason)
        {
            reason.ShouldStartWith($"The execution provider '{provider}' was asked for and cannot be used: ");
            return;
        }

        var losses = Losses(OnnxEngines.Engine.Choose(provider));
        for (var step = 0; step < Steps; step++)
        {
            losses[step].ShouldBe(processor[step], Tolerance, $"step {step + 1}");
        }
    }

    [Theory, MemberData(nameof(Providers))]
    public void Names_InBothLanguages_AreThere(string provider)
    {
        ExecutionProviderCatalog.Find(provider).Description.ShouldEndWith(".");
        foreach (var culture in new[] { "en-US", "zh-CN" })
        {
            TrainingSentences.EngineName(provider, culture).ShouldNotBe(provider);
        }
    }

    private static string? WhyNot(string provider)
    {
        try
        {
            _ = OnnxEngines.Engine.Choose(provider);
            return null;
        }
        catch (ProviderUnavailableException e)
        {
            return e.Message;
        }
    }

    private float[] Losses(ProviderChoice choice)
    {
        using var session = OnnxEngines.Engine.Train(_small.Build().Graph, choice);
        var losses = new List<float>();
        session.Run(new WorkloadSource(_small.Batches(Steps, seed: 11, emptyStarts: true), Steps), (_, loss) => losses.Add(loss), TestContext.Current.CancellationToken);
        return [.. losses];
    }
}
