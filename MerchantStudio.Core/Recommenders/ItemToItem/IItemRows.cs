namespace MerchantStudio.Core.Recommenders.ItemToItem;

/// <summary>Items × items: row j says how much having taken item j speaks for each other item.</summary>
internal interface IItemRows
{
    int ItemCount { get; }

    float this[int from, int to] { get; }

    /// <summary>scores ← scores + weight · row.</summary>
    void AddRow(int from, float weight, Span<float> scores);

    /// <summary>The part of the rows that the settings ask for; itself when it knows no parts.</summary>
    IItemRows Select(RecommenderSettings settings) => this;

    void Save(string folder);
}
