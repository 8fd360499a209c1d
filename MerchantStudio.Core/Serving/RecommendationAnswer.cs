using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Serving;

/// <summary>
/// Answers one question with one model on one snapshot. The rules, in this order: a customer whose purchases the model
/// knows gets the model's list; anybody else gets what is popular, leaning towards what they buy or look at, and the list says why;
/// the last places, and room that the filters leave, go to products that are newer than the model (<see cref="Newcomers"/>).
/// </summary>
internal sealed class RecommendationAnswer
{
    private readonly Snapshot _snapshot;
    private readonly ServedModel _served;
    private readonly Assortment _assortment;
    private readonly RecommendationQuery _query;
    private readonly PurchaseHistory _purchases;
    private readonly HashSet<int> _taken;
    private readonly HashSet<int> _removed;
    private readonly CustomerInterest _interest;
    private readonly History _history;
    private readonly FallbackKind _fallback;

    public RecommendationAnswer(Snapshot snapshot, ServedModel served, Assortment assortment, RecommendationQuery query)
    {
        (_snapshot, _served, _assortment, _query) = (snapshot, served, assortment, query);
        var customer = snapshot.Customers.Find(query.CustomerKey);
        _purchases = PurchaseHistory.Of(snapshot, customer);
        _taken = [.. _purchases.Products.Select(product => product.Item)];
        _removed = [.. query.WithoutProducts.Select(snapshot.Items.Find).Where(item => item >= 0)];
        _interest = CustomerInterest.Of(snapshot, customer, [.. _taken.Except(_removed)]);
        _history = _purchases.In(ModelItem, _removed);
        _fallback = Fallback();
    }

    /// <summary>Whether the list is the customer's own, and not what is popular.</summary>
    public bool IsPersonal => _fallback == FallbackKind.None;

    /// <summary>Place of a product in the list, from 1, without taking the list's scores apart; 0 when it is not on it.</summary>
    public int PlaceOf(int snapshotItem)
    {
        var newcomers = NewcomersWanted();
        var top = Top(ModelToAsk(), Bought(), newcomers);
        var items = top.Select(item => _assortment.SnapshotItem[item]).Concat(newcomers.Take(_query.Count - top.Length, 0).Select(one => one.Item));
        return items.ToList().IndexOf(snapshotItem) + 1;
    }

    /// <summary>Whether the customer took the product before.</summary>
    public bool HasTaken(int snapshotItem) => _taken.Contains(snapshotItem);

    public RecommendationList Build()
    {
        var model = ModelToAsk();
        var bought = Bought();
        var newcomers = NewcomersWanted();
        var top = Top(model, bought, newcomers);
        var items = top.Select((item, index) => Describe(item, index + 1, model.Explain(_history, item), bought)).ToList();
        items.AddRange(newcomers.Take(_query.Count - top.Length, items.Count > 0 ? items[^1].Score : 0)
            .Select((one, index) => Describe(one.Item, top.Length + index + 1, boughtBefore: false, [one.Reason])));
        return new RecommendationList
        {
            CustomerKey = _query.CustomerKey,
            VersionId = _served.Version.Id,
            Model = _served.Version.Model,
            Version = _served.Version.Version,
            Fallback = _fallback,
            Items = items,
            History = [.. _purchases.Products.Select(product => new HistoryItem(
                _snapshot.Items.Keys[product.Item], TitleOf(product.Item),
                DateTimeOffset.FromUnixTimeMilliseconds(product.Time).UtcDateTime, _removed.Contains(product.Item)))],
        };
    }

    private HashSet<int> Bought() => [.. _taken.Select(ModelItem).Where(item => item >= 0)];

    private Newcomers NewcomersWanted() => new(_interest, _assortment.UnknownToModel.Where(IsWanted));

    private int[] Top(IRecommenderModel model, HashSet<int> bought, Newcomers newcomers) => RecommendationRanker.Top(
        model, _history, _assortment.Allowed(_query.Filters, bought), IsPersonal ? null : Emphasis, _query.Count - newcomers.PlacesOf(_query.Count));

    private IRecommenderModel ModelToAsk() => (_fallback, _query.Filters.NotBoughtBefore) switch
    {
        (not FallbackKind.None, _) => _served.Models.Popularity,
        (_, true) => _served.Models.ForNewItems,
        _ => _served.Models.Model,
    };

    private FallbackKind Fallback() => (_history.Count, _purchases.Products.Count, _removed.Count) switch
    {
        ( > 0, _, _) => FallbackKind.None,
        (_, 0, _) => FallbackKind.UnknownCustomer,
        (_, _, > 0) when _purchases.In(ModelItem, new HashSet<int>()).Count > 0 => FallbackKind.HistoryRemoved,
        _ => FallbackKind.HistoryUnknownToModel,
    };

    private int ModelItem(int snapshotItem) => _served.Items.TryGetIndex(_snapshot.Items.Keys[snapshotItem], out var item) ? item : -1;

    private double Emphasis(int item) => _assortment.SnapshotItem[item] is >= 0 and var known ? _interest.In(known) : 0;

    private RecommendedItem Describe(int item, int rank, Explanation explanation, HashSet<int> bought)
    {
        var (reasons, known) = (ReasonBuilder.Build(explanation, ProductOf), _assortment.SnapshotItem[item]);
        if (_fallback != FallbackKind.None && Emphasis(item) is > 0 and var strength)
        {
            reasons = [.. reasons, new Reason(ReasonKind.OfInterest, null, _interest.NameOf(known), strength * explanation.Score)];
        }
        return Describe(known, rank, bought.Contains(item), reasons);
    }

    private RecommendedItem Describe(int snapshotItem, int rank, bool boughtBefore, IReadOnlyList<Reason> reasons)
    {
        var (price, stock) = (_snapshot.Items.PriceMinor[snapshotItem], _snapshot.Items.Stock[snapshotItem]);
        return new RecommendedItem
        {
            Rank = rank,
            ProductKey = _snapshot.Items.Keys[snapshotItem],
            Title = TitleOf(snapshotItem),
            Category = _snapshot.Items.Category[snapshotItem],
            ImageUrl = NullIfEmpty(_snapshot.Items.Images[snapshotItem]),
            PriceMinor = price == long.MinValue ? null : price,
            Stock = float.IsNaN(stock) ? null : stock,
            BoughtBefore = boughtBefore,
            Score = reasons.Sum(reason => reason.Value),
            Reasons = reasons,
        };
    }

    private bool IsWanted(int snapshotItem) =>
        (!_query.Filters.InStock || !(_snapshot.Items.Stock[snapshotItem] <= 0))
        && (_query.Filters.Category is null || _snapshot.Items.Category[snapshotItem] == _query.Filters.Category)
        && !_taken.Contains(snapshotItem);

    private (string Key, string? Title) ProductOf(int modelItem)
    {
        var item = _assortment.SnapshotItem[modelItem];
        return (_served.Items[modelItem], item < 0 ? null : TitleOf(item));
    }

    private string? TitleOf(int snapshotItem) => NullIfEmpty(_snapshot.Items.Titles[snapshotItem]);

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
