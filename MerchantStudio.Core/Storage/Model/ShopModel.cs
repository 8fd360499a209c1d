using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.Model;

internal static class ShopModel
{
    public static void Configure(ModelBuilder builder) => builder.Entity<Shop>(shop =>
    {
        shop.Property(s => s.Slug).HasMaxLength(64);
        shop.Property(s => s.Name).HasMaxLength(200);
        shop.Property(s => s.Currency).HasMaxLength(3);
        shop.Property(s => s.TimeZoneId).HasMaxLength(64);
        shop.HasIndex(s => s.Slug).IsUnique();
    });

    /// <summary>Makes every row of <typeparamref name="T"/> belong to a shop and go with it.</summary>
    public static void BelongsToShop<T>(this ModelBuilder builder, string foreignKey = "ShopId")
        where T : class =>
        builder.Entity<T>().HasOne<Shop>().WithMany().HasForeignKey(foreignKey).OnDelete(DeleteBehavior.Cascade);
}
