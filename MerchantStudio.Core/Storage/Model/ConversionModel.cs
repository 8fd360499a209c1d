using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.Model;

/// <summary>What people keep on the conversion pages: named funnels, goals, and the days on which a goal was missed.</summary>
internal static class ConversionModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<SavedFunnel>(funnel =>
        {
            funnel.Property(f => f.Name).HasMaxLength(SavedFunnel.NameMaxLength);
            funnel.Property(f => f.Definition).HasMaxLength(SavedFunnel.DefinitionMaxLength);
            funnel.HasIndex(f => new { f.ShopId, f.Name }).IsUnique();
        });
        builder.BelongsToShop<SavedFunnel>();
        builder.Entity<ConversionGoal>().HasIndex(g => new { g.ShopId, g.Measure }).IsUnique();
        builder.BelongsToShop<ConversionGoal>();
        builder.Entity<GoalAlert>(alert =>
        {
            alert.HasIndex(a => new { a.GoalId, a.Day }).IsUnique();
            alert.HasOne<ConversionGoal>().WithMany().HasForeignKey(a => a.GoalId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
