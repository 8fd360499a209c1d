using MerchantStudio.Core.Features;
using MerchantStudio.Core.Recommenders.Popularity;

namespace MerchantStudio.Core.Recommenders.ItemToItem;

/// <summary>How much each item is in demand now, for several memories: decayed popularity, the most popular item having 1.</summary>
internal sealed class TrendVectors
{
    /// <summary>Half-lives in days.</summary>
    internal static readonly double[] HalfLives = [7, 30, 120];

    private const string TrendsFile = "trends.f32";

    private readonly float[] _values;
    private readonly int _items;

    private TrendVectors(float[] values, int items) => (_values, _items) = (values, items);

    internal ReadOnlySpan<float> this[double halfLifeDays] =>
        _values.AsSpan(Math.Max(0, Array.IndexOf(HalfLives, halfLifeDays)) * _items, _items);

    internal static TrendVectors Of(InteractionData data)
    {
        var values = new float[HalfLives.Length * data.ItemCount];
        for (var i = 0; i < HalfLives.Length; i++)
        {
            var counts = PopularityCount.Of(data, HalfLives[i]);
            var most = counts.DefaultIfEmpty().Max();
            Array.ConvertAll(counts, count => most > 0 ? count / most : 0).CopyTo(values, i * data.ItemCount);
        }

        return new TrendVectors(values, data.ItemCount);
    }

    internal void Save(string folder) => ModelFolder.WriteArray<float>(folder, TrendsFile, _values);

    internal static TrendVectors Load(string folder, int items)
    {
        var values = ModelFolder.ReadArray<float>(folder, TrendsFile);
        return values.Length == items * HalfLives.Length
            ? new TrendVectors(values, items)
            : throw new InvalidDataException($"{folder} holds {values.Length} trends; {items} items need {items * HalfLives.Length}.");
    }
}
