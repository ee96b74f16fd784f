using Hub.Core.Trust;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.References;
using Hub.Payments.WriteOffs;
using Xunit;

namespace Hub.UnitTests.Payments;

public sealed class WriteOffTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 2, 15, 30, TimeSpan.Zero);
    private static readonly AuditEntry Approval = new(Now, "key-minh", null, "approval.approve", null, "allowed");

    private static readonly Fee Fee = new()
    {
        Number = "F-1",
        Dossier = "000.00.01.H40-261121-0001",
        Lines = [new(FeeKind.Charge, "Lệ phí", 8000)],
        State = FeeState.Open,
        Version = 1,
    };

    [Fact]
    public void A_write_off_takes_the_rest_withdraws_the_references_and_moves_no_money()
    {
        var batch = FeeWriteOff.Of(File(Fee), new WriteOffWish(8000), "được miễn", Guid.Empty, Approval)!;

        Assert.Equal((FeeState.WrittenOff, 8000L, 1L), (batch.Fees.Single().State, batch.Fees.Single().WrittenOff, batch.Fees.Single().Version));
        Assert.Equal([RequestState.Withdrawn, RequestState.Withdrawn], batch.Requests.Select(request => request.State));
        Assert.Equal(PaymentEventTypes.FeeWrittenOff, batch.Events.Single().Event.Type);
        Assert.Equal("fee.write-off", batch.Audit!.Act);
        Assert.Empty(batch.Payments);
        Assert.Empty(batch.Moves);
    }

    [Theory]
    [InlineData(7999, false)]
    [InlineData(8001, false)]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(8000, true)]
    public void Another_amount_than_the_rest_writes_nothing_off(long amount, bool isCancelled) => Assert.Null(FeeWriteOff.Of(
        File(Fee with { IsCancelled = isCancelled, State = isCancelled ? FeeState.Cancelled : FeeState.Open }), new WriteOffWish(amount), "x", Guid.Empty, Approval));

    [Fact]
    public void What_a_write_off_is_judged_on_changes_with_the_fee() =>
        Assert.NotEqual(FeeWriteOff.Present(File(Fee)), FeeWriteOff.Present(File(Fee with { Version = 2 })));

    private static FeeFile File(Fee fee) => new(fee, [], [Request(7, RequestState.Open), Request(8, RequestState.Expired)]);

    private static PaymentRequest Request(uint number, RequestState state) => new()
    {
        Reference = PaymentReference.Of("H40D", number),
        Fee = Fee.Id,
        Dossier = Fee.Dossier,
        Amount = 8000,
        Account = "0011012345678",
        State = state,
        CreatedAt = Now,
        ExpiresAt = Now.AddDays(30),
    };
}
