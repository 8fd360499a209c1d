namespace MerchantStudio.Core.Serving;

/// <summary>
/// Products of which no model knows anything, because nobody had bought them when it was trained. One place in ten, at the end of the
/// list, goes to those that the customer's interest speaks for, the strongest first; room that is left over goes to the rest.
/// </summary>
/// <param name="interest">Of the customer.</param>
/// <param name="wanted">Products of the snapshot that may be recommended and that the model does not know, in the order of their keys.</param>
internal sealed class Newcomers(CustomerInterest interest, IEnumerable<int> wanted)
{
    private const int OnePlaceOf = 10;

    // Of equal interest the first key comes first: the sort is stable.
    private readonly (int Item, double Interest)[] _ordered =
        [.. wanted.Select(item => (item, interest.In(item))).OrderByDescending(one => one.Item2)];

    /// <summary>How many places of a list they take from products that the model knows.</summary>
    public int PlacesOf(int count) => Math.Min(count / OnePlaceOf, Array.FindLastIndex(_ordered, one => one.Interest > 0) + 1);

    /// <summary>The first of them, each with the reasons of its score.</summary>
    /// <param name="room">How many there is room for.</param>
    /// <param name="lastScore">Score of the last product before them; none of theirs is higher.</param>
    public IEnumerable<(int Item, Reason Reason)> Take(int room, double lastScore) =>
        _ordered.Take(room).Select(one => (one.Item, ReasonOf(one.Item, one.Interest, lastScore)));

    private Reason ReasonOf(int item, double strength, double lastScore) => strength > 0
        ? new Reason(ReasonKind.NewOfInterest, null, interest.NameOf(item), lastScore > 0 ? strength * lastScore : lastScore)
        : new Reason(ReasonKind.New, null, null, Math.Min(0, lastScore));
}
