namespace MerchantStudio.Core.Analytics.Predictions;

/// <summary>The newest scores of a shop's customers, one place per customer of a snapshot; NaN where there is none.</summary>
internal sealed record ScoreColumns
{
    /// <summary>Null where the shop was never scored.</summary>
    public long? ChurnSetId { get; init; }

    public long? ValueSetId { get; init; }
    public int? ChurnHorizonDays { get; init; }

    /// <summary>Days over which <see cref="ExpectedMinor"/> is expected.</summary>
    public int? ValueHorizonDays { get; init; }

    /// <summary>Chance to buy nothing within the horizon.</summary>
    public required float[] Chance { get; init; }

    /// <summary>Lifetime value in minor units.</summary>
    public required double[] ValueMinor { get; init; }

    /// <summary>Spend expected within the horizon of the lifetime value, in minor units.</summary>
    public required double[] ExpectedMinor { get; init; }

    public static ScoreColumns Empty(int customers) => new() { Chance = Nothing<float>(customers, float.NaN), ValueMinor = Nothing(customers, double.NaN), ExpectedMinor = Nothing(customers, double.NaN) };

    public static T[] Nothing<T>(int customers, T value)
    {
        var places = new T[customers];
        Array.Fill(places, value);
        return places;
    }
}
