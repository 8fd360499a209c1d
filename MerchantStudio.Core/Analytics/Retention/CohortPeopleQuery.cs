using MerchantStudio.Core.Analytics.Calendar;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Analytics.Retention;

/// <summary>Which members of a cohort.</summary>
public enum CohortPart
{
    All,

    /// <summary>Seen again in a later unit than the one in which the cohort began.</summary>
    CameBack,

    /// <summary>Not seen again after it.</summary>
    StayedAway,
}

/// <summary>The people behind a row of the grid of cohorts.</summary>
public sealed class CohortPeopleQuery(SnapshotStore snapshots)
{
    /// <summary>Keys of those members, in the order of the snapshot; none when no cohort begins on that day.</summary>
    /// <param name="request">What makes a cohort and what counts as coming back; in the unit that the report was given in.</param>
    /// <param name="start">First day of the cohort's unit.</param>
    /// <param name="part">Which of its members.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    public async Task<IReadOnlyList<string>> RunAsync(RetentionRequest request, DateOnly start, CohortPart part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var snapshot = await snapshots.OpenAsync(request.ShopId, cancellationToken).ConfigureAwait(false);
        return Compute(snapshot, request, start, part, cancellationToken);
    }

    internal static IReadOnlyList<string> Compute(Snapshot snapshot, RetentionRequest request, DateOnly start, CohortPart part, CancellationToken cancellationToken)
    {
        if (ShopTime.Of(snapshot) is not { } time)
        {
            return [];
        }

        var scale = new UnitScale(time, request.Unit);
        var cohort = scale.Days.ToList().IndexOf(start);
        var keys = new List<string>();
        for (var customer = 0; cohort >= 0 && customer < snapshot.Customers.Count; customer++)
        {
            if ((customer & 0xFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (Belongs(snapshot, request, scale, customer, cohort) is { } cameBack && (part == CohortPart.All || cameBack == (part == CohortPart.CameBack)))
            {
                keys.Add(snapshot.Customers.Keys[customer]);
            }
        }

        return keys;
    }

    // Whether a member came back; null for who belongs to another cohort, or to none.
    private static bool? Belongs(Snapshot snapshot, RetentionRequest request, UnitScale scale, int customer, int cohort)
    {
        var kinds = snapshot.RowKind;
        var times = snapshot.RowTime;
        var (row, end) = (snapshot.CustomerOffsets[customer], snapshot.CustomerOffsets[customer + 1]);
        while (row < end && request.Start == CohortStart.FirstPurchase && kinds[row] != InteractionKind.Purchase)
        {
            row++;
        }

        if (row == end || scale.UnitOf(times[row]) != cohort)
        {
            return null;
        }

        var unitEnd = scale.EndOf(times[row]);
        for (; row < end; row++)
        {
            if (times[row] >= unitEnd && (request.Return == RetentionReturn.Anything || kinds[row] == InteractionKind.Purchase))
            {
                return true;
            }
        }

        return false;
    }
}
