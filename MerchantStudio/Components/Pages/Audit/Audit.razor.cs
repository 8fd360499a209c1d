using MerchantStudio.Access;
using MerchantStudio.Core.Domain;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace MerchantStudio.Components.Pages.Audit;

/// <summary>One page of the log, newest first.</summary>
public sealed record AuditModel(IReadOnlyList<AuditEntry> Entries, long Total);

public sealed partial class Audit
{
    private const int PageSize = 50;

    [Inject]
    public required IStringLocalizer<Resources.Settings> L { get; init; }

    [Inject]
    public required ShopOffice Office { get; init; }

    private int PageNumber => Math.Max(1, State.Address.Whole("page", 1));

    protected override async Task<AuditModel?> LoadAsync(CancellationToken cancellationToken)
    {
        var (entries, total) = await Office.LogAsync(State.Shop, (PageNumber - 1) * PageSize, PageSize, cancellationToken);
        return total == 0 ? null : new AuditModel(entries, total);
    }

    // An act that has no words yet is shown by its own name rather than hidden.
    private string ActionName(string action) => L["Act_" + action] is { ResourceNotFound: false } words ? words.Value : action;
}
