using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders;
using MerchantStudio.Core.Snapshots;

namespace MerchantStudio.Core.Serving;

/// <summary>
/// Answers one question with one model on one snapshot. The rules, in this order: a customer whose purchases the model
/// knows gets the model's list; anybody else gets what is popular, and the list says why; room that the filters leave is
/// filled with products that are newer than the model in the order of their keys.
/// </summary>
internal sealed class RecommendationAnswer
{
    private readonly Snapshot _snapshot;
    private readonly ServedModel _served;
    private readonly Assortment _assortment;
    private readonly RecommendationQuery _query;
    private readonly PurchaseHistory _purchases;
    private readonly HashSet<int> _removed;
    private readonly History _history;
    private readonly FallbackKind _fallback;

    public RecommendationAnswer(Snapshot snapshot, ServedModel served, Assortment assortment, RecommendationQuery query)
    {
        (_snapshot, _served, _assortment, _query) = (snapshot, served, assortment, query);
        _purchases = PurchaseHistory.Of(snapshot, snapshot.Customers.Find(query.CustomerKey));
        _removed = [.. query.WithoutProducts.Select(snapshot.Items.Find).Where(item => item >= 0)];
        _history = _purchases.In(ModelItem, _removed);
        _fallback = Fallback();
    }

    public RecommendationList Build()
    {
        var model = ModelToAsk();
        var bought = _purchases.Products.Select(product => ModelItem(product.Item)).Where(item => item >= 0).ToHashSet();
        var top = RecommendationRanker.Top(model, _history, _assortment.Allowed(_query.Filters, bought), _query.Count);
        var items = top.Select((item, index) => Describe(item, index + 1, model.Explain(_history, item), bought)).ToList();
        items.AddRange(Newcomers(items.Count));
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

    private RecommendedItem Describe(int item, int rank, Explanation explanation, HashSet<int> bought) =>
        Describe(_assortment.SnapshotItem[item], rank, bought.Contains(item), ReasonBuilder.Build(explanation, ProductOf));

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

    private IEnumerable<RecommendedItem> Newcomers(int found) => _assortment.UnknownToModel
        .Where(IsWanted)
        .Take(_query.Count - found)
        .Select((item, index) => Describe(item, found + index + 1, boughtBefore: false, [new Reason(ReasonKind.New, null, null, 0)]));

    private bool IsWanted(int snapshotItem) =>
        (!_query.Filters.InStock || !(_snapshot.Items.Stock[snapshotItem] <= 0))
        && (_query.Filters.Category is null || _snapshot.Items.Category[snapshotItem] == _query.Filters.Category)
        && !_purchases.Products.Any(product => product.Item == snapshotItem);

    private (string Key, string? Title) ProductOf(int modelItem)
    {
        var item = _assortment.SnapshotItem[modelItem];
        return (_served.Items[modelItem], item < 0 ? null : TitleOf(item));
    }

    private string? TitleOf(int snapshotItem) => NullIfEmpty(_snapshot.Items.Titles[snapshotItem]);

    private static string? NullIfEmpty(string text) => text.Length > 0 ? text : null;
}
