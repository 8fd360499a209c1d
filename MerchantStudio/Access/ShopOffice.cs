using System.Security.Claims;
using MerchantStudio.Core.Domain;
using MerchantStudio.Core.Storage.People;

namespace MerchantStudio.Access;

/// <summary>Opens shops and changes their settings, and reads what was done in them.</summary>
public sealed class ShopOffice(ShopStore shops, MembershipStore memberships, AuditLog audit)
{
    public async Task ChangeAsync(Act act, ShopDetails details, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(details);
        await shops.ChangeAsync(act.Shop.Id, details, cancellationToken);
        await audit.WriteAsync(
            act.Person.AsActor(act.Shop.Id), "shop.changed", $"shop/{act.Shop.Slug}", WhatChanged(act.Shop, details), cancellationToken);
    }

    /// <summary>Gives a shop without data another currency; one that has orders keeps the currency of their amounts.</summary>
    public async Task ChangeCurrencyAsync(Act act, string currency, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(act);
        if (await shops.ChangeCurrencyAsync(act.Shop.Id, currency, cancellationToken))
        {
            await audit.WriteAsync(act.Person.AsActor(act.Shop.Id), "shop.changed", $"shop/{act.Shop.Slug}", $"currency={currency}", cancellationToken);
        }
    }

    /// <summary>Opens another shop with the person as its merchant.</summary>
    /// <exception cref="InvalidOperationException">The person does not own the installation.</exception>
    public async Task<Shop> OpenAsync(ClaimsPrincipal person, ShopDetails details, CancellationToken cancellationToken)
    {
        // Asked here too: a button that is not drawn is no guard.
        if (!person.OwnsInstallation() || person.UserId() is not { } userId)
        {
            throw new InvalidOperationException("Only the owner of the installation can open a shop.");
        }
        var shop = await shops.CreateAsync(details, null, cancellationToken);
        await memberships.PutAsync(shop.Id, userId, ShopRole.Merchant, cancellationToken);
        await audit.WriteAsync(person.AsActor(shop.Id), "shop.created", $"shop/{shop.Slug}", null, cancellationToken);
        return shop;
    }

    /// <summary>Writes an act of another part of the program into the shop's audit log.</summary>
    public Task NoteAsync(Act act, string action, string? subject, string? detail, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(act);
        return audit.WriteAsync(act.Person.AsActor(act.Shop.Id), action, subject, detail, cancellationToken);
    }

    /// <summary>One page of the shop's audit log, newest first, and how many lines there are.</summary>
    public Task<(IReadOnlyList<AuditEntry> Entries, long Total)> LogAsync(Shop shop, int skip, int take, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(shop);
        return audit.ReadAsync(shop.Id, null, skip, take, cancellationToken);
    }

    private static string WhatChanged(Shop before, ShopDetails after) => string.Join(", ", new[]
    {
        before.Name == after.Name.Trim() ? null : "name",
        before.Currency == after.Currency ? null : $"currency={after.Currency}",
        before.TimeZoneId == after.TimeZoneId ? null : $"timeZone={after.TimeZoneId}",
        before.SessionGapMinutes == after.SessionGapMinutes ? null : $"sessionGap={after.SessionGapMinutes}",
        before.KeepsPersonalData == after.KeepsPersonalData ? null : $"keepsPersonalData={after.KeepsPersonalData}",
    }.OfType<string>());
}
