using MerchantStudio.Core.Storage.Import;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.CustomerWork;

/// <summary>What the owner opted in to keeping of a person.</summary>
public sealed record Contact(string? Name, string? Email);

/// <summary>Reveals names and e-mails of customers, for sending something to them.</summary>
public sealed class ContactBook(IDbContextFactory<MerchantDbContext> contexts, PersonalData personal)
{
    /// <summary>By customer key; empty for a shop that keeps nothing of persons.</summary>
    public async Task<IReadOnlyDictionary<string, Contact>> OfAsync(int shopId, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken).ConfigureAwait(false);
        await using (context.ConfigureAwait(false))
        {
            var kept = await context.Customers.AsNoTracking()
                .Where(customer => customer.ShopId == shopId && (customer.ProtectedEmail != null || customer.ProtectedName != null))
                .Select(customer => new { customer.Key, customer.ProtectedName, customer.ProtectedEmail })
                .ToListAsync(cancellationToken).ConfigureAwait(false);
            return kept.ToDictionary(
                customer => customer.Key,
                customer => new Contact(personal.Reveal(customer.ProtectedName), personal.Reveal(customer.ProtectedEmail)),
                StringComparer.Ordinal);
        }
    }
}
