using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.Model;

/// <summary>
/// The tables that imports write. Ids are given by the importer, not by the database, so that a whole batch can be laid
/// out before it is written; there is one index per natural key and no other, because snapshots answer the questions.
/// </summary>
internal static class RecordModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<Customer>(customer =>
        {
            customer.Property(c => c.Id).ValueGeneratedNever();
            customer.HasIndex(c => new { c.ShopId, c.Key }).IsUnique();
        });
        builder.BelongsToShop<Customer>();
        builder.Entity<Product>(product =>
        {
            product.Property(p => p.Id).ValueGeneratedNever();
            product.HasIndex(p => new { p.ShopId, p.Key }).IsUnique();
        });
        builder.BelongsToShop<Product>();
        builder.Entity<Order>(order =>
        {
            order.Property(o => o.Id).ValueGeneratedNever();
            order.HasIndex(o => new { o.ShopId, o.Key }).IsUnique();
        });
        builder.BelongsToShop<Order>();
        builder.Entity<OrderLine>().Property(l => l.Id).ValueGeneratedNever();
        builder.Entity<Review>(review =>
        {
            review.Property(r => r.Id).ValueGeneratedNever();
            review.HasIndex(r => new { r.ShopId, r.Key }).IsUnique();
        });
        builder.BelongsToShop<Review>();
    }
}
