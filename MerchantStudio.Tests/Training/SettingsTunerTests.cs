using MerchantStudio.Core.Evaluation;
using MerchantStudio.Core.Evaluation.Protocols;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Recommenders.ItemToItem;
using MerchantStudio.Core.Recommenders.SequentialRules;
using MerchantStudio.Core.Training;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Training;

public sealed class SettingsTunerTests
{
    private static readonly InteractionData s_shop = PlantedShop.Build();

    [Fact]
    public void Tune_AFitThatTakesLongerThanTheSearchMay_StillChoosesWhatNeedsNoFit()
    {
        var clock = new ManualTime();
        var slow = new SlowModel(clock);
        var trials = new TimeProtocol("planted", new RowRules()).Tuning(s_shop);

        var tuned = new SettingsTuner(slow, trials, Limits(clock, minutes: 1)).Tune(TestContext.Current.CancellationToken);

        tuned[TimeProtocol.AllItems].Settings[SlowModel.Own].ShouldBe(1);
        tuned[TimeProtocol.AllItems].Score.ShouldBe(Score(trials[0], own: 1), 1e-12);
        slow.Fits.ShouldBe(1);
    }

    [Fact]
    public void Tune_NoTimeAtAll_KeepsTheDefaultsAndSaysSo()
    {
        var clock = new ManualTime();
        var tuner = new SettingsTuner(new SlowModel(clock), new TimeProtocol("planted", new RowRules()).Tuning(s_shop), Limits(clock, minutes: 0));

        tuner.Tune(TestContext.Current.CancellationToken)[TimeProtocol.AllItems].Settings[SlowModel.Own].ShouldBe(0);
        tuner.OutOfTime.ShouldBeTrue();
    }

    [Fact]
    public void Tune_TooLittleTimeForAll_SharesItBetweenTheVariants()
    {
        var clock = new ManualTime();
        var tuner = new SettingsTuner(new SlowToScore(clock), new TimeProtocol("planted", new RowRules()).Tuning(s_shop), Limits(clock, minutes: 1));

        var tuned = tuner.Tune(TestContext.Current.CancellationToken);

        // Five seconds each: the first of each variant, then taking turns.
        tuned[TimeProtocol.AllItems].Tried.ShouldBe(6);
        tuned[TimeProtocol.NewItems].Tried.ShouldBe(6);
        tuner.OutOfTime.ShouldBeTrue();
    }

    [Fact]
    public void Tune_WhereNoBorderInTimeDividesTheData_LeavesAloneWhatSaysWhenNowIs()
    {
        var trend = ItemToItemSettings.Trend;
        double Chosen(IEvaluationProtocol protocol) => new SettingsTuner(new SequentialRulesRecommender(), protocol.Tuning(s_shop), Limits(new ManualTime(), minutes: 1))
            .Tune(TestContext.Current.CancellationToken).Values.Max(one => one.Settings[trend]);

        Chosen(new LeaveLastOutProtocol()).ShouldBe(0);
        Chosen(new TimeProtocol("planted", new RowRules())).ShouldBeGreaterThan(0);
    }

    [Fact]
    public void TrialOf_FewerCustomers_IsSpreadOverAllAndAsksTheSame()
    {
        var trial = new TimeProtocol("planted", new RowRules()).Tuning(s_shop)[1];

        var few = trial.Of(10);

        few.Cases.Count.ShouldBe(10);
        few.Cases.Select(one => one.Customer).ShouldBeSubsetOf(trial.Cases.Select(one => one.Customer));
        few.Cases[^1].Customer.ShouldBe(trial.Cases[9 * trial.Cases.Count / 10].Customer);
        few.Cases[^1].Relevant.ShouldBe(trial.Cases[9 * trial.Cases.Count / 10].Relevant);
        trial.Of(trial.Cases.Count).ShouldBeSameAs(trial);
    }

    private static TunerLimits Limits(ManualTime clock, int minutes) => new(
        new FitContext { Seed = 1, Clock = clock, MaxThreads = 1 }, TimeSpan.FromMinutes(minutes), FitBudget: null, model => new Lease(model, Owned: true));

    private static double Score(Trial trial, double own) => Evaluator.TuningScore(
        trial, new OwnItemsModel(trial.Split.Train.ItemCount, new RecommenderSettings([KeyValuePair.Create(SlowModel.Own, own)])), 1, TestContext.Current.CancellationToken);

    /// <summary>A fit takes an hour; scoring takes nothing.</summary>
    private sealed class SlowModel(ManualTime clock) : IRecommender
    {
        public const string Own = "own";

        public string Name => "Slow";

        public SettingsSpace Settings { get; } = new(new Setting(Own, 0, [0, 1], NeedsRefit: false));

        public DataNeeds Needs { get; } = new();

        public bool LearnsInRounds => true;

        public int Fits { get; private set; }

        public IRecommenderModel Fit(InteractionData data, RecommenderSettings settings, FitContext context, CancellationToken cancellationToken)
        {
            Fits++;
            clock.Advance(TimeSpan.FromHours(1));
            return new OwnItemsModel(data.ItemCount, settings);
        }

        public IRecommenderModel Load(string folder, FitContext context) => throw new NotSupportedException();
    }

    /// <summary>A fit takes nothing; another scoring takes five seconds.</summary>
    private sealed class SlowToScore(ManualTime clock) : IRecommender
    {
        public string Name => "SlowToScore";

        public SettingsSpace Settings { get; } = new(new Setting(SlowModel.Own, 0, [.. Enumerable.Range(0, 100)], NeedsRefit: false));

        public DataNeeds Needs { get; } = new();

        public IRecommenderModel Fit(InteractionData data, RecommenderSettings settings, FitContext context, CancellationToken cancellationToken) =>
            new OwnItemsModel(data.ItemCount, settings, () => clock.Advance(TimeSpan.FromSeconds(5)));

        public IRecommenderModel Load(string folder, FitContext context) => throw new NotSupportedException();
    }

    /// <summary>With the setting it puts what the customer took before first, without it all items are alike.</summary>
    private sealed class OwnItemsModel(int items, RecommenderSettings settings, Action? onScoring = null) : IRecommenderModel
    {
        public string Name => "Slow";

        public int ItemCount => items;

        public RecommenderSettings Settings => settings;

        public void Score(History history, Span<float> scores)
        {
            scores.Clear();
            foreach (var entry in history.Entries)
            {
                scores[entry.Item] += (float)settings[SlowModel.Own];
            }
        }

        public Explanation Explain(History history, int item) => throw new NotSupportedException();

        public IRecommenderModel WithScoring(RecommenderSettings scoring)
        {
            onScoring?.Invoke();
            return new OwnItemsModel(items, scoring, onScoring);
        }

        public void Save(string folder) => throw new NotSupportedException();

        public void Dispose()
        {
        }
    }
}
