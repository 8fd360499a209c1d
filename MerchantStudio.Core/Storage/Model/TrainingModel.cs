using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.Model;

internal static class TrainingModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<TrainingRun>().HasIndex(r => new { r.ShopId, r.QueuedUtc });
        builder.BelongsToShop<TrainingRun>();
        builder.Entity<RunLogLine>(line =>
        {
            line.HasIndex(l => l.RunId);
            line.HasOne<TrainingRun>().WithMany().HasForeignKey(l => l.RunId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<RunMetric>(metric =>
        {
            metric.HasIndex(m => m.RunId);
            metric.HasOne<TrainingRun>().WithMany().HasForeignKey(m => m.RunId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ModelVersion>(version =>
        {
            version.HasIndex(v => new { v.ShopId, v.Model, v.Version }).IsUnique();
            version.HasOne<TrainingRun>().WithMany().HasForeignKey(v => v.RunId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.BelongsToShop<ModelVersion>();
        builder.BelongsToShop<Schedule>();
    }
}
