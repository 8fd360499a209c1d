using System.Collections.Immutable;
using System.Globalization;

namespace MerchantStudio.Core.Recommenders;

/// <summary>
/// Values of a model's settings by name; switches are 0 or 1. Saved with the run and the model. Two are equal when they hold
/// the same names and values.
/// </summary>
public sealed class RecommenderSettings : IEquatable<RecommenderSettings>
{
    public RecommenderSettings(IEnumerable<KeyValuePair<string, double>> values) =>
        Values = values.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, double> Values { get; }

    /// <exception cref="KeyNotFoundException">The model has no such setting.</exception>
    public double this[string name] => Values.TryGetValue(name, out var value)
        ? value
        : throw new KeyNotFoundException($"There is no setting '{name}'; there are: {string.Join(", ", Values.Keys)}.");

    public int Whole(string name) => checked((int)Math.Round(this[name]));

    public bool Switch(string name) => this[name] != 0;

    public RecommenderSettings With(string name, double value) => new(Values.SetItem(name, value));

    public bool Equals(RecommenderSettings? other) => other is not null && Values.SequenceEqual(other.Values);

    public override bool Equals(object? obj) => Equals(obj as RecommenderSettings);

    public override int GetHashCode() => Values.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));

    /// <summary>For example <c>decay=0.7 lambda=200</c>.</summary>
    public override string ToString() =>
        string.Join(' ', Values.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}={pair.Value:0.######}")));
}
