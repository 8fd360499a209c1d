using MerchantStudio.Core.Numerics;
using MerchantStudio.Core.Predictors.Boosting;
using MerchantStudio.Core.Predictors.Classification;

namespace MerchantStudio.Core.Predictors.Churn;

/// <summary>A protocol's result: our model and a plain logistic regression on the same rows.</summary>
public sealed record ChurnEvaluation
{
    /// <summary><c>rolling</c> or <c>cv5</c>.</summary>
    public required string Protocol { get; init; }

    public required DateTime CutoffUtc { get; init; }
    public required int HorizonDays { get; init; }
    public required int TrainingRows { get; init; }

    /// <summary>Cut-offs that were trained on, the oldest first.</summary>
    public required IReadOnlyList<DateTime> TrainingCutoffsUtc { get; init; }

    public required PredictionReport Model { get; init; }
    public required PredictionReport Logistic { get; init; }

    /// <summary>Probability per tested row, in the order of the test sample.</summary>
    public required double[] Probabilities { get; init; }
}

/// <summary>The two ways to test: the product's own, and cross-validation at one cut-off.</summary>
public static class ChurnProtocols
{
    private const int Folds = 5;
    private const long SecondsPerDay = 86_400;

    /// <summary>
    /// Stratified five-fold cross-validation at one cut-off. A row's fold is its place within its class by hash order
    /// modulo five, so that other programs can repeat it.
    /// </summary>
    public static ChurnEvaluation CrossValidate(ChurnSample sample, ChurnOptions options, CancellationToken cancellationToken)
    {
        var fold = StratifiedFolds(sample.Left, Folds, options.Boosting.Seed);
        var (ours, plain) = (new double[fold.Length], new double[fold.Length]);
        var features = Select(sample.Features, KnownColumns(sample.Features));
        for (var test = 0; test < Folds; test++)
        {
            var train = RowsWhere(fold, f => f != test);
            var held = RowsWhere(fold, f => f == test);
            var (known, labels) = (features.Take(train), Columns.Take(sample.Left, train));
            var model = ChurnModel.Train(known, labels, Columns.Take(sample.Customers, train), options, cancellationToken);
            Scatter(model.Predict(features.Take(held)), held, ours);
            Scatter(LogisticRegression.Fit(known, labels, cancellationToken).Predict(features.Take(held)), held, plain);
        }

        return Evaluate("cv5", sample, [sample], ours, plain, options);
    }

    /// <summary>
    /// Trains on cut-offs whose horizons had ended by the tested one: what the shop could have known on that day. Cut-offs
    /// step back from there.
    /// </summary>
    public static ChurnEvaluation Rolling(
        PurchaseLog log, long testCutoffSeconds, ChurnOptions options, IReadOnlyList<ChurnFeature> features, CancellationToken cancellationToken)
    {
        var samples = new ChurnSamples(log, options, features);
        return Rolling(samples, testCutoffSeconds, options, cancellationToken)
            ?? throw new InvalidOperationException($"No cut-off whose {options.HorizonDays} days end before the tested one has customers of both outcomes.");
    }

    /// <summary>The same on samples that several tests share; null when the past cannot teach or the cut-off cannot test.</summary>
    public static ChurnEvaluation? Rolling(ChurnSamples samples, long testCutoffSeconds, ChurnOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var test = samples.At(testCutoffSeconds, cancellationToken);
        var training = samples.TrainingBefore(testCutoffSeconds, cancellationToken);
        if (training.Count == 0 || !HasBothOutcomes(test.Left) || !HasBothOutcomes([.. training.SelectMany(sample => sample.Left)]))
        {
            return null;
        }

        var (table, left, customers) = Stack(training);
        var known = KnownColumns(table);
        var (trainTable, testTable) = (Select(table, known), Select(test.Features, known));
        var model = ChurnModel.Train(trainTable, left, customers, options, cancellationToken);
        var plain = LogisticRegression.Fit(trainTable, left, cancellationToken).Predict(testTable);
        return Evaluate("rolling", test, training, model.Predict(testTable), plain, options);
    }

    /// <summary>
    /// The product's own test again at each month before the tested cut-off: what would have been said then, held against
    /// what came after. One deal of the bags is enough for each.
    /// </summary>
    /// <returns>The oldest first; the tested cut-off itself is not among them.</returns>
    public static IReadOnlyList<ChurnEvaluation> MonthByMonth(ChurnSamples samples, long testCutoffSeconds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var options = samples.Options with { Boosting = samples.Options.Boosting with { Repeats = 1 } };
        var months = new List<ChurnEvaluation>();
        for (var month = 1; month < options.BackTestMonths; month++)
        {
            var cutoff = testCutoffSeconds - (month * (long)options.CutoffStepDays * SecondsPerDay);
            if (samples.TrainingBefore(cutoff, cancellationToken).Count == 0 || Rolling(samples, cutoff, options, cancellationToken) is not { } evaluation)
            {
                break;
            }

            months.Insert(0, evaluation);
        }

        return months;
    }

    private static bool HasBothOutcomes(bool[] left) => left.Contains(true) && left.Contains(false);

    /// <summary>All rows of several samples below one another.</summary>
    public static (FeatureTable Features, bool[] Left, int[] Customers) Stack(IReadOnlyList<ChurnSample> samples)
    {
        var columns = samples[0].Features.Columns
            .Select((column, i) => column with { Values = [.. samples.SelectMany(sample => sample.Features.Columns[i].Values)] })
            .ToArray();
        bool[] left = [.. samples.SelectMany(sample => sample.Left)];
        return (new FeatureTable(columns, left.Length), left, [.. samples.SelectMany(sample => sample.Customers)]);
    }

    /// <summary>Fold of each row: its place within its class, by the hash of its row number, modulo the folds.</summary>
    public static int[] StratifiedFolds(bool[] labels, int folds, ulong seed)
    {
        var result = new int[labels.Length];
        foreach (var label in (bool[])[false, true])
        {
            var rows = Enumerable.Range(0, labels.Length).Where(row => labels[row] == label)
                .OrderBy(row => SplitMix64.Mix((ulong)row + (seed << 32))).ToArray();
            for (var place = 0; place < rows.Length; place++)
            {
                result[rows[place]] = place % folds;
            }
        }

        return result;
    }

    private static ChurnEvaluation Evaluate(
        string protocol, ChurnSample test, IReadOnlyList<ChurnSample> training, double[] ours, double[] plain, ChurnOptions options) => new()
        {
            Protocol = protocol,
            CutoffUtc = DateTime.UnixEpoch.AddSeconds(test.CutoffSeconds),
            HorizonDays = options.HorizonDays,
            TrainingRows = training.Sum(sample => sample.Left.Length),
            TrainingCutoffsUtc = [.. training.Select(sample => DateTime.UnixEpoch.AddSeconds(sample.CutoffSeconds))],
            Model = PredictionReport.Of(test.Left, ours, options.Boosting.Seed),
            Logistic = PredictionReport.Of(test.Left, plain, options.Boosting.Seed),
            Probabilities = ours,
        };

    /// <summary>Which columns have any value: a shop without events or categories has features that nothing is known of.</summary>
    public static bool[] KnownColumns(FeatureTable table) =>
        [.. table.Columns.Select(column => column.Values.Any(value => !double.IsNaN(value)))];

    public static FeatureTable Select(FeatureTable table, bool[] keep) => new([.. table.Columns.Where((_, i) => keep[i])], table.RowCount);

    private static int[] RowsWhere(int[] fold, Predicate<int> isTaken) =>
        [.. Enumerable.Range(0, fold.Length).Where(row => isTaken(fold[row]))];

    private static void Scatter(double[] values, int[] rows, double[] target)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            target[rows[i]] = values[i];
        }
    }
}
