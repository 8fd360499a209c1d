using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Recommenders;
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

    public async Task<TrainingEstimate> EstimateAsync(int shopId, TrainingRequest request, CancellationToken cancellationToken)
    {
        using var snapshot = await snapshots.OpenAsync(shopId, cancellationToken).ConfigureAwait(false);
        var (customers, items) = (snapshot.Customers.Count, snapshot.Items.Count);
        var rows = snapshot.RowCount - snapshot.Header.RowsWithoutCustomer;
        var earlier = await FindAsync(shopId, request, cancellationToken).ConfigureAwait(false);
        var time = earlier is { } run ? Scale(run, rows) : Guess(request, customers, items, rows);
        return new TrainingEstimate(time, Memory(request, items, rows), earlier is not null, customers, items, rows);
    }

    private async Task<TrainingRun?> FindAsync(int shopId, TrainingRequest request, CancellationToken cancellationToken)
    {
        var runs = await ledger.ListAsync(shopId, 0, RunsLookedAt, cancellationToken).ConfigureAwait(false);
        return runs.Find(run => run is { State: RunState.Succeeded, StartedUtc: not null, FinishedUtc: not null }
            && run.Model == request.Model && run.Protocol == request.Protocol && run.RequestedDevice == request.Device
            && TrainingService.RequestOf(run).TuningSeconds == request.TuningSeconds);
    }

    private static TimeSpan Scale(TrainingRun run, int rows)
    {
        var before = TrainingResult.Of(run)?.Interactions ?? rows;
        return (run.FinishedUtc!.Value - run.StartedUtc!.Value) * Math.Max(0.1, rows / (double)Math.Max(1, before));
    }

    /// <summary>Choosing settings fills its time only where there is much to do; fitting and ranking are counted.</summary>
    internal static TimeSpan Guess(TrainingRequest request, int customers, int items, int rows)
    {
        var models = request.Model == TrainingRequest.AllModels ? RecommenderCatalog.All.Count : 1;
        var ranking = (double)customers * items * 4;
        var fitting = rows * 400.0 + Math.Pow(items, 3) / 6;
        var once = (ranking + fitting) / ArithmeticPerSecond;
        return TimeSpan.FromSeconds(models * (once * 4 + Math.Min(request.TuningSeconds, once * 40)) + 2);
    }

    // The largest model holds a number for every pair of items, and fitting it holds that twice.
    private static long Memory(TrainingRequest request, int items, int rows)
    {
        var pairs = request.Model is TrainingRequest.AllModels or "Ease" ? 2L * items * items * sizeof(float) : 0;
        return pairs + (64L * rows) + (200L << 20);
    }
}
