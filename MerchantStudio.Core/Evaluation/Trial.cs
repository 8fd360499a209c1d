using MerchantStudio.Core.Features;

namespace MerchantStudio.Core.Evaluation;

/// <summary>One question: fit on the split's training data, rank for its customers, find what they took afterwards.</summary>
public sealed class Trial
{
    /// <summary>Name in reports: <c>all</c>, <c>new</c>, <c>new-refit</c>.</summary>
    public required string Variant { get; init; }

    public required DataSplit Split { get; init; }

    public required CandidateRule Candidates { get; init; }

    public required TieRule Ties { get; init; }

    /// <summary>Whether one border in time divides what is known from what is to be found, for all customers.</summary>
    public bool HasNow { get; init; } = true;

    /// <summary>The customers that can be scored under the candidate rule, with what is to be found.</summary>
    public IReadOnlyList<HeldOutCustomer> Cases => field ??= FindCases();

    /// <summary>The same question for fewer customers, evenly spaced among all of them; itself where there are no more than that.</summary>
    internal Trial Of(int most) => Cases.Count <= most
        ? this
        : On(Split with { HeldOut = [.. Enumerable.Range(0, most).Select(i => Cases[(int)((long)i * Cases.Count / most)])] });

    /// <summary>The same question on another split.</summary>
    internal Trial On(DataSplit split) => new() { Variant = Variant, Split = split, Candidates = Candidates, Ties = Ties, HasNow = HasNow };

    private IReadOnlyList<HeldOutCustomer> FindCases() => Candidates == CandidateRule.AllItems
        ? Split.HeldOut
        : [.. Split.HeldOut
            .Select(held => held with { Relevant = WithoutHistory(held) })
            .Where(held => held.Relevant.Length > 0)];

    private static int[] WithoutHistory(HeldOutCustomer held)
    {
        var taken = held.History.DistinctItems().ToHashSet();
        return [.. held.Relevant.Where(item => !taken.Contains(item))];
    }
}
