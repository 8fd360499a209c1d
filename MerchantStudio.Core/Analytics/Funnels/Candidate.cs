namespace MerchantStudio.Core.Analytics.Funnels;

/// <summary>An event of one visitor or session that a funnel may care about.</summary>
/// <param name="Time">Unix milliseconds; candidates come in the order of time.</param>
/// <param name="Steps">Bit k is set when the event is a step k.</param>
/// <param name="Exclusions">Bit x is set when the event is an exclusion x.</param>
/// <param name="Row">Row of the snapshot.</param>
internal readonly record struct Candidate(long Time, ushort Steps, byte Exclusions, int Row);

/// <summary>What became of one visitor or session.</summary>
internal struct FunnelOutcome
{
    /// <summary>Bit k is set when step k was reached; 0 when the funnel was never entered.</summary>
    public uint Reached;

    /// <summary>Row of the event that entered.</summary>
    public int EntryRow;
}

/// <summary>Follows one visitor's or session's candidates through a funnel. Not safe for several threads.</summary>
internal interface IFunnelWalker
{
    /// <param name="events">In the order of time.</param>
    /// <param name="elapsed">Filled for each reached step but the first: milliseconds since the required step before; -1 where steps have no order.</param>
    FunnelOutcome Walk(ReadOnlySpan<Candidate> events, Span<long> elapsed);
}

/// <summary>A funnel's rules as numbers.</summary>
internal sealed class FunnelRules
{
    public required int Steps { get; init; }

    /// <summary>Milliseconds.</summary>
    public required long Window { get; init; }

    /// <summary>Per step: milliseconds since the step before; <see cref="long.MaxValue"/> for no limit.</summary>
    public required IReadOnlyList<long> Within { get; init; }

    /// <summary>Bit k is set when step k is optional.</summary>
    public required uint Optional { get; init; }

    /// <summary>Per exclusion: after which step it matters and before which.</summary>
    public required IReadOnlyList<(int After, int Before)> Exclusions { get; init; }

    public bool IsOptional(int step) => (Optional & (1u << step)) != 0;

    /// <summary>Whether one of the exclusions matters between two steps of a chain.</summary>
    public bool Excludes(byte exclusions, int after, int before)
    {
        for (var i = 0; exclusions != 0 && i < Exclusions.Count; i++)
        {
            if ((exclusions & (1 << i)) != 0 && Exclusions[i].After <= after && before <= Exclusions[i].Before)
            {
                return true;
            }
        }
        return false;
    }
}
