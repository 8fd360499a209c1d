namespace MerchantStudio.Core.Recommenders.ItemToItem;

/// <summary>Items × items: row j says how much having taken item j speaks for each other item.</summary>
internal interface IItemRows
{
    int ItemCount { get; }

    float this[int from, int to] { get; }

    /// <summary>scores ← scores + weight · row.</summary>
    void AddRow(int from, float weight, Span<float> scores);

    void Save(string folder);
}
