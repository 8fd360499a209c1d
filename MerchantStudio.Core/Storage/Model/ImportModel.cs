using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.Model;

internal static class ImportModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<ImportBatch>(batch =>
        {
            batch.Property(b => b.FileName).HasMaxLength(260);
            batch.Property(b => b.FileSha256).HasMaxLength(64);
            batch.HasIndex(b => new { b.ShopId, b.CreatedUtc });
        });
        builder.BelongsToShop<ImportBatch>();
        builder.Entity<ImportChange>(change =>
        {
            change.HasKey(c => new { c.BatchId, c.Entity, c.RowId, c.Column });
            change.HasIndex(c => new { c.Entity, c.RowId });
            change.Property(c => c.Column).HasMaxLength(32);
            change.HasOne<ImportBatch>().WithMany().HasForeignKey(c => c.BatchId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ImportClaim>(claim =>
        {
            claim.HasKey(c => new { c.BatchId, c.Entity, c.Part });
            claim.HasOne<ImportBatch>().WithMany().HasForeignKey(c => c.BatchId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<SavedMapping>(mapping =>
        {
            mapping.Property(m => m.Fingerprint).HasMaxLength(64);
            mapping.HasIndex(m => new { m.ShopId, m.Fingerprint }).IsUnique();
        });
        builder.BelongsToShop<SavedMapping>();
    }
}
