using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Import.Rows;

namespace MerchantStudio.Core.Pipeline.Import;

/// <summary>The columns of an event file that have no fixed meaning and become attributes of the shop's own.</summary>
public static class EventAttributes
{
    /// <summary>So many of a file are kept, in the file's order.</summary>
    public const int Most = EventBlock.MostOwn;

    /// <summary>Names of those that a plan keeps: what it leaves out, and what may say who somebody is, is not among them.</summary>
    public static IReadOnlyList<string> Of(ImportPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Mapping.Kind == ImportKind.Events ? new BoundColumns(plan).OwnOfEvents : [];
    }
}
