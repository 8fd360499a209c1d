using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>
/// Finds visitors who do more in a minute than anybody can: programs that do not say so of themselves. What they looked
/// at is left out of the snapshot and told in its header; the record keeps it. Purchases and refunds stay, for money is
/// money. A log must have each visitor's own events in the order of time, as logs do.
/// </summary>
/// <param name="visitors">How many there are.</param>
internal sealed class PaceWatch(int visitors)
{
    /// <summary>Five events a second for a whole minute; people in a hurry have been seen at a tenth of it.</summary>
    public const int MostInAMinute = 300;

    private const long Minute = 60_000;

    private readonly Pace[] _paces = new Pace[visitors];

    public static bool IsWatched(in RawRow row) => row.IsEvent && row.Kind is not (InteractionKind.Purchase or InteractionKind.Refund);

    public void Add(int visitor, long time)
    {
        ref var pace = ref _paces[visitor];
        var minute = time / Minute;
        pace.InMinute = minute == pace.Minute ? pace.InMinute + 1 : 1;
        pace.Minute = minute;
        pace.Events++;
        pace.IsMachine |= pace.InMinute > MostInAMinute;
    }

    public bool IsMachine(int visitor) => _paces[visitor].IsMachine;

    /// <summary>Watched events of each visitor that is a machine.</summary>
    public IEnumerable<(int Visitor, int Events)> Machines =>
        Enumerable.Range(0, _paces.Length).Where(IsMachine).Select(visitor => (visitor, _paces[visitor].Events));

    private struct Pace
    {
        public long Minute;
        public int InMinute;
        public int Events;
        public bool IsMachine;
    }
}
