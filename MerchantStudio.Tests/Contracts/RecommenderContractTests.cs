using MerchantStudio.Core.Evaluation;
using MerchantStudio.Core.Evaluation.Protocols;
using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Tests.Support;

namespace MerchantStudio.Tests.Contracts;

/// <summary>What every recommender of the catalogue promises.</summary>
public sealed class RecommenderContractTests(RecommenderContractTests.FittedModels models) : IClassFixture<RecommenderContractTests.FittedModels>
{
    private static readonly InteractionData s_shop = PlantedShop.Build();

    public static TheoryData<string> Names => [.. RecommenderCatalog.All.Select(entry => entry.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Fit_SameSeedTwice_GivesTheSameScores(string name)
    {
        using var first = Fit(name, s_shop);
        using var second = Fit(name, s_shop);

        Scores(second, SomeHistory).ShouldBe(Scores(first, SomeHistory));
    }

    [Theory, MemberData(nameof(Names))]
    public void Fit_TokenCancelled_Stops(string name)
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() => RecommenderCatalog.Get(name).Fit(
            s_shop, RecommenderCatalog.Get(name).Settings.Defaults, Context(), cancelled.Token));
    }

    [Theory, MemberData(nameof(Names))]
    public void SaveAndLoad_AnyModel_KeepsItsScoresAndSettings(string name)
    {
        var model = models.Of(name);
        var folder = Directory.CreateTempSubdirectory("model-").FullName;
        try
        {
            model.Save(folder);
            using var loaded = RecommenderCatalog.Get(name).Load(folder, Context());

            Scores(loaded, SomeHistory).ShouldBe(Scores(model, SomeHistory));
            loaded.Settings.ShouldBe(model.Settings);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Load_EmptyFolder_SaysThatItHoldsNoModel(string name)
    {
        var folder = Directory.CreateTempSubdirectory("model-").FullName;
        try
        {
            Should.Throw<InvalidDataException>(() => RecommenderCatalog.Get(name).Load(folder, Context()).Dispose()).Message.ShouldContain(folder);
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Score_EmptyHistory_IsFiniteForEveryItem(string name)
    {
        var model = models.Of(name);

        var scores = Scores(model, History.Empty);

        scores.Length.ShouldBe(s_shop.ItemCount);
        scores.ShouldAllBe(score => float.IsFinite(score));
    }

    [Theory, MemberData(nameof(Names))]
    public void ScoreBatch_SeveralCustomers_EqualsOneByOne(string name)
    {
        var model = models.Of(name);
        History[] histories = [SomeHistory, History.Empty, s_shop.HistoryOf(3)];
        var scores = new float[histories.Length * model.ItemCount];

        model.ScoreBatch(histories, scores);

        for (var row = 0; row < histories.Length; row++)
        {
            var one = Scores(model, histories[row]);
            for (var item = 0; item < one.Length; item++)
            {
                scores[(row * model.ItemCount) + item].ShouldBe(one[item], 1e-4f * Math.Max(1, Math.Abs(one[item])));
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void Fit_OneItemAndOneCustomer_Works(string name)
    {
        var tiny = new InteractionDataBuilder().Add("c", "i", "o", PlantedShop.Day(0)).Build();
        using var model = Fit(name, tiny);

        Scores(model, History.FromItems(0)).ShouldHaveSingleItem();
    }

    [Theory, MemberData(nameof(Names))]
    public void Explain_AnyItem_ContributionsAddUpToTheScore(string name)
    {
        var model = models.Of(name);
        foreach (var history in new[] { SomeHistory, History.Empty, s_shop.HistoryOf(7) })
        {
            var scores = Scores(model, history);
            foreach (var item in new[] { 0, 5, s_shop.ItemCount - 1 }.Concat(history.DistinctItems()))
            {
                var explanation = model.Explain(history, item);
                var tolerance = 1e-4 * Math.Max(1, Math.Abs(scores[item]));
                explanation.Score.ShouldBe(scores[item], tolerance);
                explanation.Contributions.Sum(part => part.Value).ShouldBe(scores[item], tolerance);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void WithScoring_TheLastCandidateOfEverySetting_ScoresAsAFitWithItAndItsReasonsStillAddUp(string name)
    {
        var model = models.Of(name);
        var settings = RecommenderCatalog.Get(name).Settings.Settings.Where(setting => !setting.NeedsRefit)
            .Aggregate(model.Settings, (chosen, setting) => chosen.With(setting.Name, setting.Candidates[^1]));
        var view = model.WithScoring(settings);
        var scores = Scores(view, SomeHistory);

        foreach (var item in new[] { 0, 5 }.Concat(SomeHistory.DistinctItems()))
        {
            var explanation = view.Explain(SomeHistory, item);
            explanation.Contributions.Sum(part => part.Value).ShouldBe(scores[item], 1e-4 * Math.Max(1, Math.Abs(scores[item])));
        }

        view.Dispose();
        using var fitted = RecommenderCatalog.Get(name).Fit(s_shop, settings, Context(), TestContext.Current.CancellationToken);
        Scores(fitted, SomeHistory).ShouldBe(scores, 1e-5);
        Scores(model, SomeHistory).ShouldAllBe(score => float.IsFinite(score));
    }

    [Theory, MemberData(nameof(Names))]
    public void Fit_PlantedTastes_BeatsARandomOrderByFar(string name)
    {
        var trial = new TimeProtocol("planted", new RowRules()).Final(s_shop)[0];
        using var model = Fit(name, trial.Split.Train);

        var ndcg = Evaluator.TuningScore(trial, model, 1, TestContext.Current.CancellationToken);
        var random = Evaluator.TuningScore(trial, new RandomModel(model.ItemCount), 1, TestContext.Current.CancellationToken);

        ndcg.ShouldBeGreaterThan(1.5 * random);
    }

    [Theory, MemberData(nameof(Names))]
    public void Rank_OnlyNewItemsAsked_NeverShowsAnItemOfTheHistory(string name)
    {
        var trial = new TimeProtocol("planted", new RowRules()).Final(s_shop)[1];
        using var model = Fit(name, trial.Split.Train);

        var lists = new Ranker(trial, model, 20).RankAll(trial.Cases, 1, TestContext.Current.CancellationToken);

        for (var i = 0; i < lists.Length; i++)
        {
            lists[i].Top.Intersect(trial.Cases[i].History.DistinctItems()).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Catalogue_Names_AreUniqueAndHoldTheBaselines()
    {
        RecommenderCatalog.All.Select(entry => entry.Name).ShouldBeUnique();
        RecommenderCatalog.Baselines.ShouldBeSubsetOf(RecommenderCatalog.All.Select(entry => entry.Name));
    }

    private static History SomeHistory => s_shop.HistoryOf(0);

    private static FitContext Context() => new() { Seed = 42, Device = "cpu", MaxThreads = 2 };

    private static IRecommenderModel Fit(string name, InteractionData data)
    {
        var recommender = RecommenderCatalog.Get(name);
        return recommender.Fit(data, recommender.Settings.Defaults, Context(), TestContext.Current.CancellationToken);
    }

    private static float[] Scores(IRecommenderModel model, History history)
    {
        var scores = new float[model.ItemCount];
        model.Score(history, scores);
        return scores;
    }

    /// <summary>One fit of each model for all tests that only look at it.</summary>
    public sealed class FittedModels : IDisposable
    {
        private readonly Dictionary<string, IRecommenderModel> _models = [];

        public IRecommenderModel Of(string name)
        {
            if (!_models.TryGetValue(name, out var model))
            {
                _models[name] = model = Fit(name, s_shop);
            }

            return model;
        }

        public void Dispose()
        {
            foreach (var model in _models.Values)
            {
                model.Dispose();
            }
        }
    }
}
