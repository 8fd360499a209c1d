using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>
/// Gathers those events of a visitor that a funnel's walker could care about. Most events of most logs only open the
/// funnel; of those, each collector takes as few as its walker needs to give the same answer. Not safe for several threads.
/// </summary>
/// <param name="reduced">Whether all events of a visitor are walked as one; otherwise everything that is a step is taken.</param>
internal sealed class FunnelRows(FunnelPlan plan, bool reduced)
{
    private readonly SearchValues<byte> _entries = Kinds(plan, (steps, _) => (steps & 1) != 0);
    private readonly SearchValues<byte> _others = Kinds(plan, (steps, exclusions) => (steps & ~1) != 0 || exclusions != 0);
    private readonly bool _everyEvent = plan.Request.Order == FunnelOrder.Strict;

    // Later steps may lie after the period, the first one not; where steps have no order, each could be the first.
    private readonly ushort _laterSteps = plan.Request.Order == FunnelOrder.Any ? (ushort)0 : (ushort)0xFFFE;
    private readonly CollectRows _collect = !reduced || plan.Request.Order != FunnelOrder.Ordered ? CollectRows.All
        : plan.Request.Entry == FunnelEntry.First ? CollectRows.FirstEntry : CollectRows.AnyChain;
    private Candidate[] _buffer = new Candidate[1_024];
    private int _count;

    private enum CollectRows
    {
        All,
        FirstEntry,
        AnyChain,
    }

    /// <summary>The events gathered from the rows [from, to) of one visitor, in the order of time; valid until the next call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<Candidate> Of(in EventColumns columns, int from, int to)
    {
        _count = 0;
        from = SkipBefore(columns.Time, from, to);
        if (from == to || (_collect != CollectRows.All && columns.Time[from] >= plan.To))
        {
            return [];
        }
        switch (_collect)
        {
            case CollectRows.FirstEntry:
                CollectFirstEntry(columns, from, to);
                break;
            case CollectRows.AnyChain:
                CollectAnyChain(columns, from, to);
                break;
            default:
                CollectAll(columns, from, to);
                break;
        }
        return _buffer.AsSpan(0, _count);
    }

    // Nothing before the period is a step or keeps anybody from one. Most visitors were there only before it, or only from then on.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int SkipBefore(ReadOnlySpan<long> times, int from, int to)
    {
        if (from == to || times[from] >= plan.From)
        {
            return from;
        }
        var (low, high) = (from, times[to - 1] < plan.From ? from : to);
        if (high == from)
        {
            return to;
        }
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = times[middle] < plan.From ? (middle + 1, high) : (low, middle);
        }
        return low;
    }

    // The first call must not wait for the compiler to find out that this is where the time goes.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CollectAll(in EventColumns columns, int from, int to)
    {
        var (stepsOfKind, exclusionsOfKind) = (plan.StepsOfKind, plan.ExclusionsOfKind);
        for (var row = from; row < to; row++)
        {
            var kind = (int)columns.Kind[row];
            if (_everyEvent || (stepsOfKind[kind] | exclusionsOfKind[kind]) != 0)
            {
                Push(Look(columns, row));
            }
        }
    }

    // The first entry, and from there on what is not only an entry, as long as it lies within the window.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CollectFirstEntry(in EventColumns columns, int from, int to)
    {
        if (!TryFirstEntry(columns, from, to, out var entry))
        {
            return;
        }
        Push(entry);
        var kinds = MemoryMarshal.AsBytes(columns.Kind[..to]);
        var last = entry.Time + plan.Rules.Window;
        for (var row = Next(kinds, _others, entry.Row + 1); row >= 0 && columns.Time[row] <= last; row = Next(kinds, _others, row + 1))
        {
            PushIfUsed(Look(columns, row));
        }
    }

    // The very first entry opens the funnel; of any further ones only the last before each other event can start a chain that
    // nothing beats, and, where that one has the other event's very time, the last one before that time.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CollectAnyChain(in EventColumns columns, int from, int to)
    {
        if (!TryFirstEntry(columns, from, to, out var entry))
        {
            return;
        }
        var kinds = MemoryMarshal.AsBytes(columns.Kind[..to]);
        var start = entry.Row + 1;
        Push(entry);
        for (var row = Next(kinds, _others, start); row >= 0; row = Next(kinds, _others, start))
        {
            PushEntriesBefore(columns, kinds, start, row);
            PushIfUsed(Look(columns, row));
            start = row + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PushEntriesBefore(in EventColumns columns, ReadOnlySpan<byte> kinds, int from, int to)
    {
        var at = _count;
        for (var row = Last(kinds, _entries, from, to); row >= 0; row = Last(kinds, _entries, from, row))
        {
            if (Look(columns, row) is var candidate && (candidate.Steps & 1) != 0 && (_count == at || candidate.Time < columns.Time[to]))
            {
                Push(candidate);
                if (candidate.Time < columns.Time[to])
                {
                    break;
                }
            }
        }
        _buffer.AsSpan(at, _count - at).Reverse();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryFirstEntry(in EventColumns columns, int from, int to, out Candidate entry)
    {
        var kinds = MemoryMarshal.AsBytes(columns.Kind[..to]);
        for (var row = Next(kinds, _entries, from); row >= 0; row = Next(kinds, _entries, row + 1))
        {
            entry = Look(columns, row);
            if ((entry.Steps & 1) != 0)
            {
                return true;
            }
        }
        entry = default;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Candidate Look(in EventColumns columns, int row)
    {
        var kind = (int)columns.Kind[row];
        var (steps, exclusions, time) = (plan.StepsOfKind[kind], plan.ExclusionsOfKind[kind], columns.Time[row]);
        if (plan.HasFilters)
        {
            (steps, exclusions) = (plan.FilterSteps(columns, row, steps), plan.FilterExclusions(columns, row, exclusions));
        }
        if (time < plan.From || time >= plan.To)
        {
            steps &= time < plan.From ? (ushort)0 : _laterSteps;
        }
        return new Candidate(time, steps, exclusions, row);
    }

    private void PushIfUsed(in Candidate candidate)
    {
        if (candidate.Steps != 0 || candidate.Exclusions != 0)
        {
            Push(candidate);
        }
    }

    private void Push(in Candidate candidate)
    {
        if (_count == _buffer.Length)
        {
            Array.Resize(ref _buffer, 2 * _count);
        }
        _buffer[_count++] = candidate;
    }

    private static int Next(ReadOnlySpan<byte> kinds, SearchValues<byte> wanted, int from) =>
        kinds[from..].IndexOfAny(wanted) is >= 0 and var found ? from + found : -1;

    private static int Last(ReadOnlySpan<byte> kinds, SearchValues<byte> wanted, int from, int to) =>
        kinds[from..to].LastIndexOfAny(wanted) is >= 0 and var found ? from + found : -1;

    private static SearchValues<byte> Kinds(FunnelPlan plan, Func<ushort, byte, bool> isWanted) =>
        SearchValues.Create([.. Enumerable.Range(0, plan.StepsOfKind.Length)
            .Where(kind => isWanted(plan.StepsOfKind[kind], plan.ExclusionsOfKind[kind])).Select(kind => (byte)kind)]);
}
