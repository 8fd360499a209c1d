using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Onnx.Providers;
using MerchantStudio.Core.Onnx.Sessions;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Recommenders.SequentialTransformer;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Recommenders.SequentialTransformer;

/// <summary>What a fit does with epochs, checkpoints and earlier weights.</summary>
[Trait("Category", "Native")]
public sealed class TransformerFitTests : IDisposable
{
    private static readonly InteractionData s_shop = PlantedShop.Build(customers: 60);
    private readonly string _folder = Directory.CreateTempSubdirectory("checkpoints-").FullName;
    private readonly SequentialTransformerRecommender _recommender;

    public TransformerFitTests()
    {
        _ = OnnxEngines.Cpu();
        _recommender = new SequentialTransformerRecommender(OnnxEngines.Engine);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Fit_StoppedInTheMiddleAndBegunAgain_GivesTheVeryLossesAndScoresOfAFitWithoutInterruption()
    {
        var shop = PlantedShop.Build(customers: 600);
        var whole = new List<(double Step, double Loss)>();
        using var uninterrupted = _recommender.Fit(shop, Epochs(6), Context(whole), Token);
        var parts = new List<(double Step, double Loss)>();
        using var stop = new CancellationTokenSource();
        var first = Context(parts, progress => StopIn(epoch: 4, progress, stop)) with { CheckpointFolder = _folder };

        Should.Throw<OperationCanceledException>(() => _recommender.Fit(shop, Epochs(6), first, stop.Token).Dispose());
        using var resumed = _recommender.Fit(shop, Epochs(6), Context(parts) with { CheckpointFolder = _folder }, Token);

        // What was begun of the fourth epoch is done again, and comes out the same.
        parts.GroupBy(one => one.Step).ShouldAllBe(step => step.Select(one => one.Loss).Distinct().Count() == 1);
        parts.DistinctBy(one => one.Step).ShouldBe(whole);
        parts.Count.ShouldBeGreaterThan(whole.Count);
        Scores(resumed).ShouldBe(Scores(uninterrupted));
    }

    [Fact]
    public void Fit_FinishedBefore_TakesNoStepAndGivesTheSameModel()
    {
        using var first = _recommender.Fit(s_shop, Epochs(3), Context([]) with { CheckpointFolder = _folder }, Token);
        var losses = new List<(double, double)>();

        using var second = _recommender.Fit(s_shop, Epochs(3), Context(losses) with { CheckpointFolder = _folder }, Token);

        losses.ShouldBeEmpty();
        Scores(second).ShouldBe(Scores(first));
    }

    [Theory]
    [InlineData(TransformerSettings.Width, 48)]
    [InlineData(TransformerSettings.Dropout, 0.35)]
    public void Fit_CheckpointOfAnotherGraph_IsNotUsedAndSaysSo(string setting, double value)
    {
        using var other = _recommender.Fit(s_shop, Epochs(1).With(setting, value), Context([]) with { CheckpointFolder = _folder }, Token);
        var (losses, said) = (new List<(double Step, double Loss)>(), new List<string>());

        using var model = _recommender.Fit(s_shop, Epochs(1), Context(losses) with { CheckpointFolder = _folder, Say = said.Add }, Token);

        losses[0].Step.ShouldBe(1);
        said.ShouldHaveSingleItem().ShouldStartWith("SequentialTransformer: the checkpoint is not used, the fit begins anew. The checkpoint was made by another graph");
    }

    [Fact]
    public void Fit_WithValidation_KeepsTheBestEpochAndSaysWhichItWas()
    {
        var scores = new Queue<double>([0.1, 0.3, 0.2, 0.2]);
        var context = Context([]) with { Validate = _ => scores.Dequeue() };

        using var model = _recommender.Fit(s_shop, Epochs(4), context, Token);

        model.Settings.Whole(TransformerSettings.Epochs).ShouldBe(2);
        scores.ShouldBeEmpty();
    }

    [Fact]
    public void Fit_FromAnEarlierFitOfLessData_TakesFewerEpochsAndBeginsWithItsLoss()
    {
        var earlier = s_shop.Where(i => s_shop.UtcTicks[i] < TimeSplit.At(s_shop, 0.9)).Data;
        using var start = _recommender.Fit(earlier, Epochs(150), Context([]), Token);
        var (anew, goneOn) = (new List<(double Step, double Loss)>(), new List<(double Step, double Loss)>());

        using var one = _recommender.Fit(s_shop, start.Settings, Context(anew), Token);
        using var other = _recommender.Fit(s_shop, start.Settings, Context(goneOn) with { WarmStart = new WarmStart(start, earlier) }, Token);

        goneOn.Count.ShouldBeLessThan(anew.Count);
        goneOn[0].Loss.ShouldBeLessThan(0.8 * anew[0].Loss);
        other.Settings.ShouldBe(start.Settings);
    }

    [Fact]
    public void Fit_EveryCustomerBoughtOnce_GivesAModelThatScoresEveryItem()
    {
        var builder = new InteractionDataBuilder();
        for (var customer = 0; customer < 30; customer++)
        {
            builder.Add($"c{customer}", $"i{customer % 5}", "1", PlantedShop.Day(customer));
        }

        using var model = _recommender.Fit(builder.Build(), Epochs(0), Context([]), Token);

        var scores = new float[5];
        model.Score(History.FromItems(2), scores);
        scores.ShouldAllBe(score => float.IsFinite(score));
    }

    [Fact]
    public void Fit_LearningRateOutOfAllBounds_SaysThatItDidNotSettle()
    {
        var error = Should.Throw<TrainingDivergedException>(() =>
            _recommender.Fit(s_shop, Epochs(20).With(TransformerSettings.LearningRate, 1e30), Context([]), Token).Dispose());

        error.Message.ShouldContain("learning rate");
    }

    [Fact]
    public void Fit_VocabularyBeyondTheMemory_SaysWhatItWouldNeedBeforeItBegins()
    {
        var losses = new List<(double, double)>();

        var error = Should.Throw<NotEnoughMemoryException>(() => _recommender.Fit(s_shop, Epochs(1), Context(losses) with { MemoryLimit = 1 << 20 }, Token).Dispose());

        error.Message.ShouldContain("GB");
        losses.ShouldBeEmpty();
    }

    [Fact]
    public void Fit_AnyFit_SaysWhereItIsComputed()
    {
        EngineUse? use = null;

        using var model = _recommender.Fit(s_shop, Epochs(1), Context([]) with { OnEngine = heard => use = heard }, Token);

        use.ShouldNotBeNull().Provider.ShouldBe("cpu");
        use.StateBytes.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Fit_ADeviceThatIsNotThere_FailsInsteadOfTakingAnother()
    {
        if (Available("cuda"))
        {
            Assert.Skip("There is a CUDA device here.");
        }

        Should.Throw<ProviderUnavailableException>(() => _recommender.Fit(s_shop, Epochs(1), Context([]) with { Device = "cuda" }, Token).Dispose())
            .Message.ShouldContain("cuda");
    }

    private static bool Available(string provider)
    {
        try
        {
            return OnnxEngines.Engine.Choose(provider).Provider.Name == provider;
        }
        catch (ProviderUnavailableException)
        {
            return false;
        }
    }

    private static void StopIn(int epoch, FitProgress progress, CancellationTokenSource stop)
    {
        if (progress.Stage == "Train" && progress.Values!["epoch"] >= epoch)
        {
            stop.Cancel();
        }
    }

    private static RecommenderSettings Epochs(int count) => TransformerSettings.Space.Defaults.With(TransformerSettings.Epochs, count);

    private static FitContext Context(List<(double Step, double Loss)> losses, Action<FitProgress>? also = null) => new()
    {
        Seed = 7,
        Device = "cpu",
        MaxThreads = 2,
        Progress = progress =>
        {
            if (progress.Stage == "Train")
            {
                losses.Add((progress.Values!["step"], progress.Values["loss"]));
            }

            also?.Invoke(progress);
        },
    };

    private static float[] Scores(IRecommenderModel model)
    {
        var scores = new float[model.ItemCount];
        model.Score(s_shop.HistoryOf(1), scores);
        return scores;
    }
}
