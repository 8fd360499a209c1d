using MerchantStudio.Core.Domain;
using Microsoft.EntityFrameworkCore;

namespace MerchantStudio.Core.Storage.Model;

/// <summary>What people and predictors say about customers. Customers are named by key: some are known from events only.</summary>
internal static class CustomerWorkModel
{
    public static void Configure(ModelBuilder builder)
    {
        builder.Entity<CustomerNote>(note =>
        {
            note.Property(n => n.Text).HasMaxLength(4000);
            note.HasIndex(n => new { n.ShopId, n.CustomerKey });
        });
        builder.BelongsToShop<CustomerNote>();
        builder.Entity<ScoreSet>().HasIndex(s => new { s.ShopId, s.Kind, s.AsOfUtc });
        builder.BelongsToShop<ScoreSet>();
        builder.Entity<CustomerScore>(score =>
        {
            score.HasKey(s => new { s.ScoreSetId, s.CustomerKey });
            score.HasOne<ScoreSet>().WithMany().HasForeignKey(s => s.ScoreSetId).OnDelete(DeleteBehavior.Cascade);
        });
        builder.Entity<ScoringFailure>(failure =>
        {
            failure.HasKey(f => new { f.ShopId, f.Kind });
            failure.Property(f => f.Reason).HasMaxLength(ScoringFailure.ReasonMaxLength);
        });
        builder.BelongsToShop<ScoringFailure>();
        builder.Entity<PredictionSettings>().HasKey(s => s.ShopId);
        builder.Entity<PredictionSettings>().Property(s => s.ShopId).ValueGeneratedNever();
        builder.BelongsToShop<PredictionSettings>();
        builder.Entity<SavedSegment>().HasIndex(s => new { s.ShopId, s.Name }).IsUnique();
        builder.BelongsToShop<SavedSegment>();
        builder.BelongsToShop<CustomerAction>();
        builder.Entity<CustomerActionMember>(member =>
        {
            member.HasKey(m => new { m.ActionId, m.CustomerKey });
            member.HasOne<CustomerAction>().WithMany().HasForeignKey(m => m.ActionId).OnDelete(DeleteBehavior.Cascade);
        });
    }
}
