using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MerchantStudio.Core.Domain;

namespace MerchantStudio.Core.Snapshots.Building;

/// <summary>A row in codes of the builder's tables; -1 where there is none. Its bytes are what temporary files hold.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RawRow()
{
    /// <summary>Code of the customer; once the row has its place, the rank of its owner.</summary>
    public int Customer = -1;
    public int Visitor = -1;
    public int Item = -1;
    public int Order = -1;
    public long Time;
    public long Amount;

    /// <summary>Hash of the session's key; 0 for none.</summary>
    public long Session;
    public float Quantity = 1;
    public InteractionKind Kind;
    public bool IsEvent;
}

/// <summary>One code per <see cref="RowAttribute"/>.</summary>
[InlineArray(Length)]
internal struct AttributeCodes
{
    public const int Length = (int)RowAttribute.Value + 1;

    private int _first;

    public static AttributeCodes None
    {
        get
        {
            var none = default(AttributeCodes);
            ((Span<int>)none).Fill(-1);
            return none;
        }
    }
}

/// <summary>One code per own attribute of the shop's events.</summary>
[InlineArray(EventBlock.MostOwn)]
internal struct OwnCodes
{
    private short _first;

    public static OwnCodes None
    {
        get
        {
            var none = default(OwnCodes);
            ((Span<short>)none).Fill(-1);
            return none;
        }
    }
}

/// <summary>Some rows, one after another, with their attributes.</summary>
internal sealed class RowBatch
{
    public const int Capacity = 1 << 13;

    public RawRow[] Rows { get; } = new RawRow[Capacity];

    /// <summary>Of every row; not filled in when <see cref="HasAttributes"/> is not set.</summary>
    public AttributeCodes[] Attributes { get; } = new AttributeCodes[Capacity];

    public bool HasAttributes { get; set; }

    /// <summary>Of every row; not filled in when <see cref="HasOwn"/> is not set.</summary>
    public OwnCodes[] Own { get; } = new OwnCodes[Capacity];

    public bool HasOwn { get; set; }
    public int Count { get; set; }
}

/// <summary>Rows that can be gone through several times, in the same order each time.</summary>
internal interface IRowSource
{
    /// <summary>Calls back with piece after piece; a piece is only valid during the call.</summary>
    void Read(Action<RowBatch> visit);
}
