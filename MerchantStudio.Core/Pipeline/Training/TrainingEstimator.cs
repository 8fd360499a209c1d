using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Recommenders.Blend;
using MerchantStudio.Core.Recommenders.Ease;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Pipeline.Training;

/// <summary>What a run will probably take, said before it starts.</summary>
/// <param name="Time">Expected duration.</param>
/// <param name="MemoryBytes">Most memory that models of this size hold at once.</param>
/// <param name="FromHistory">True when an earlier run of the same kind in this shop was the measure.</param>
/// <param name="Customers">Customers with a purchase.</param>
/// <param name="Items">Products of the shop.</param>
/// <param name="Interactions">Rows that a model can learn from.</param>
public sealed record TrainingEstimate(TimeSpan Time, long MemoryBytes, bool FromHistory, int Customers, int Items, int Interactions);

/// <summary>
/// Says what a run will take: an earlier run of the same kind, scaled by the rows there are now, or where there is none the
/// time allowed for choosing settings and a rough count of the arithmetic.
/// </summary>
public sealed class TrainingEstimator(SnapshotStore snapshots, RunLedger ledger)
{
    private const int RunsLookedAt = 50;

    // Multiplications and additions per second that plain compiled loops reach on one ordinary core.
    private const double ArithmeticPerSecond = 2e9;

    // What the training engine reaches on one such core, over whole steps.
    private const double EngineArithmeticPerSecond = 5e10;

    public async Task<TrainingEstimate> EstimateAsync(int shopId, TrainingRequest request, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        var (customers, items) = (snapshot.Customers.Count, snapshot.Items.Count);
        var rows = snapshot.RowCount - snapshot.Header.RowsWithoutCustomer;
        var earlier = await FindAsync(shopId, request, cancellationToken).ConfigureAwait(false);
        var time = earlier is { } run ? Scale(run, rows) : Guess(request, customers, items, rows);
        return new TrainingEstimate(time, Memory(request, customers, items, rows), earlier is not null, customers, items, rows);
    }

    private async Task<TrainingRun?> FindAsync(int shopId, TrainingRequest request, CancellationToken cancellationToken)
    {
        var runs = await ledger.ListAsync(shopId, 0, RunsLookedAt, cancellationToken).ConfigureAwait(false);
        return runs.Find(run => run is { State: RunState.Succeeded, StartedUtc: not null, FinishedUtc: not null }
            && run.Model == request.Model && run.Protocol == request.Protocol && run.RequestedDevice == request.Device
            && TrainingService.RequestOf(run).TuningSeconds == request.TuningSeconds
            && TrainingService.RequestOf(run).FitBudget == request.FitBudget);
    }

    private static TimeSpan Scale(TrainingRun run, int rows)
    {
        var before = TrainingResult.Of(run)?.Interactions ?? rows;
        return (run.FinishedUtc!.Value - run.StartedUtc!.Value) * Math.Max(0.1, rows / (double)Math.Max(1, before));
    }

    /// <summary>
    /// Choosing settings fills its time only where there is much to do; fitting and ranking are counted, and models that learn in rounds
    /// count for themselves.
    /// </summary>
    internal static TimeSpan Guess(TrainingRequest request, int customers, int items, int rows)
    {
        var ranking = (double)customers * items * 4;
        var fitting = rows * 400.0 + Math.Pow(items, 3) / 6;
        var once = (ranking + fitting) / ArithmeticPerSecond;
        var models = Models(request);
        var quick = models.Count(model => model.CostOf(customers, items, rows) is null);
        var rounds = models.Sum(model => Rounds(request, model.CostOf(customers, items, rows)));
        return TimeSpan.FromSeconds(quick * (once * 4 + Math.Min(request.TuningSeconds, once * 40)) + rounds + 2);
    }

    // One whole fit, and two that go on from it for about a third as long; none longer than it may.
    private static double Rounds(TrainingRequest request, FitCost? cost) => cost is null
        ? 0
        : Math.Min(cost.Operations / (EngineArithmeticPerSecond * Environment.ProcessorCount), request.FitBudget.TotalSeconds) * 5 / 3;

    // The largest model holds a number for every pair of items, and fitting it holds that twice.
    private static long Memory(TrainingRequest request, int customers, int items, int rows)
    {
        var models = Models(request);
        var pairs = models.Any(model => model.Name == EaseRecommender.ModelName && items <= EaseRecommender.MaxItems) ? 2L * items * items * sizeof(float) : 0;
        var rounds = models.Max(model => model.CostOf(customers, items, rows)?.MemoryBytes ?? 0);
        return Math.Max(pairs, rounds) + (64L * rows) + (200L << 20);
    }

    // What is asked for, what that is made of, and the baselines that stand beside everything.
    private static IReadOnlyList<IRecommender> Models(TrainingRequest request)
    {
        if (request.Model == TrainingRequest.AllModels)
        {
            return RecommenderCatalog.All;
        }

        var asked = RecommenderCatalog.Get(request.Model.Replace("-", "", StringComparison.Ordinal));
        return [.. RecommenderCatalog.Baselines.Select(RecommenderCatalog.Get).Append(asked)
            .Concat(asked is BlendRecommender blend ? blend.Parts.Select(part => RecommenderCatalog.Get(part.Name)) : []).Distinct()];
    }
}
