using System.Runtime.CompilerServices;
using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Retention;

/// <summary>An order at the first of a customer's rows that belongs to it.</summary>
internal readonly record struct CohortOrder(int Order, int Cohort, int Unit);

/// <summary>One pass over the rows of a part of a snapshot that fills the grid of cohorts.</summary>
internal sealed class RetentionPass(Snapshot snapshot, RetentionRequest request, UnitScale scale, RetentionGrid grid, RetentionMembers? members = null)
{
    // Units in which the customer at hand came back, each once, rising.
    private readonly int[] _units = new int[scale.Count];
    private readonly List<CohortOrder> _orders = [];
    private int _count;

    public RetentionGrid Grid => grid;

    /// <summary>Orders in the order of the rows, some more than once: two customers of different parts may share one.</summary>
    public IReadOnlyList<CohortOrder> Orders => _orders;

    // The first call must not wait for the compiler to find out that this is where the time goes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(VisitorPart part, CancellationToken cancellationToken)
    {
        var offsets = snapshot.CustomerOffsets;
        var kinds = snapshot.RowKind;
        var times = snapshot.RowTime;
        var amounts = snapshot.RowAmount;
        var orders = snapshot.RowOrder;
        var cursor = scale.Read();
        var (startsWithPurchase, countsPurchases) = (request.Start == CohortStart.FirstPurchase, request.Return == RetentionReturn.Purchase);
        for (var customer = part.From; customer < part.To; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
            var (cohort, last) = (-1, -1);
            _count = 0;
            for (var row = offsets[customer]; row < offsets[customer + 1]; row++)
            {
                var kind = kinds[row];
                if (cohort < 0 && startsWithPurchase && kind != InteractionKind.Purchase)
                {
                    continue;
                }
                if (cohort < 0 && members?.Takes(offsets[customer], offsets[customer + 1]) == false)
                {
                    break;
                }
                var unit = cursor.UnitOf(times[row]);
                if (cohort < 0)
                {
                    cohort = unit;
                    grid.AddMember(cohort);
                }
                if (unit != last && (!countsPurchases || kind == InteractionKind.Purchase))
                {
                    last = _units[_count++] = unit;
                }
                if (kind <= InteractionKind.Refund)
                {
                    grid.AddRevenue(cohort, unit, amounts[row]);
                    if (kind == InteractionKind.Purchase && orders[row] is >= 0 and var order && (_orders.Count == 0 || _orders[^1].Order != order))
                    {
                        _orders.Add(new CohortOrder(order, cohort, unit));
                    }
                }
            }
            if (cohort >= 0)
            {
                Count(cohort);
            }
        }
    }

    private void Count(int cohort)
    {
        switch (request.Counting)
        {
            case RetentionCounting.OnOrBefore:
                CountFrom(cohort);
                break;
            case RetentionCounting.Rolling:
                for (var unit = cohort; _count > 0 && unit <= _units[_count - 1]; unit++)
                {
                    grid.AddReturn(cohort, unit);
                }
                break;
            default:
                for (var i = 0; i < _count; i++)
                {
                    grid.AddReturn(cohort, _units[i]);
                }
                break;
        }
    }

    // The unit in which the cohort began says nothing about coming back; it is counted by itself.
    private void CountFrom(int cohort)
    {
        if (_count > 0 && _units[0] == cohort)
        {
            grid.AddReturn(cohort, cohort);
        }
        var firstLater = _count > 0 && _units[0] == cohort ? 1 : 0;
        for (var unit = _count > firstLater ? _units[firstLater] : scale.Count; unit < scale.Count; unit++)
        {
            grid.AddReturn(cohort, unit);
        }
    }
}
