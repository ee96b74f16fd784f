using Hub.Core.Inbox;
using Hub.Payments.Model;
using Hub.Payments.Telling;
using Hub.UnitTests.Schemas;
using Xunit;

namespace Hub.UnitTests.Payments;

public sealed class PaymentEventTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 2, 15, 30, TimeSpan.Zero);

    [Fact]
    public async Task What_the_case_system_is_told_of_money_fits_its_schemas()
    {
        var catalogue = await SchemaSamples.CatalogueAsync();
        var fee = new Fee { Number = "F-1", Dossier = "000.00.01.H40-261121-0001", Lines = [new(FeeKind.Charge, "Lệ phí", 8000)], State = FeeState.Paid };
        var payment = new Payment
        {
            Id = "p-0190c0ffee",
            Account = "0011",
            Amount = 8000,
            ValueDay = new DateOnly(2026, 11, 21),
            BookedAt = Now,
            Method = PaymentMethod.CollectedCash,
            Witnesses = [new Witness("sepay", "1", Now, Now, null, "d")],
            Shares = [new PaymentShare(PaymentState.Matched, 8000, fee.Id)],
        };
        Submission[] told =
        [
            PaymentEvents.Paid(fee, 8000, "H40DB2K7Q9G", [payment], Now), PaymentEvents.Paid(fee, 8000, null, [payment], Now), PaymentEvents.Overpaid(fee, 9000, 1000, [payment], Now),
            PaymentEvents.Underpaid(fee, 5000, 3000, "H40DB2K7Q9G", [payment], Now), PaymentEvents.RefundDue(fee, 1000, "paid-twice", [payment], Now),
            PaymentEvents.Reversed(payment, 8000, "bank-reversal", fee, Now), PaymentEvents.WrittenOff(fee, 3000, "Người nộp được miễn", Now),
        ];

        Assert.Equal(told.Length, told.DistinctBy(each => (each.Event.Type, each.Event.Id, Convert.ToHexString(each.Digest.Span))).Count());
        Assert.All(told, each =>
        {
            Assert.True(catalogue.TryGet(each.Event.Type, out var schema));
            Assert.Empty(schema.Check(each.Event.Data.Span).Select(found => $"{each.Event.Id} {found.Pointer} {found.Rule}"));
            Assert.Equal(fee.Dossier, each.Event.Subject);
        });
    }
}
