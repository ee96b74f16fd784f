using Hub.Payments.Model;
using Xunit;

namespace Hub.UnitTests.Payments;

public sealed class StateTableTests
{
    [Fact]
    public void Every_state_has_one_row_one_name_and_words_in_both_languages()
    {
        Check(FeeStates.Table);
        Check(RequestStates.Table);
        Check(PaymentStates.Table);
    }

    [Fact]
    public void A_move_that_is_not_in_the_table_is_not_allowed()
    {
        Assert.True(RequestStates.Table.Allows(RequestState.Expired, RequestState.Used));
        Assert.False(RequestStates.Table.Allows(RequestState.Used, RequestState.Open));
        Assert.False(PaymentStates.Table.Allows(PaymentState.Reversed, PaymentState.Matched));
        Assert.False(PaymentStates.Table.Allows(PaymentState.Waiting, PaymentState.Refunded));
        Assert.True(FeeStates.Table.Allows(FeeState.Cancelled, FeeState.RefundDue));
    }

    [Fact]
    public void Only_money_that_was_taken_back_is_at_its_end() =>
        Assert.Equal([PaymentState.Reversed], Enum.GetValues<PaymentState>().Where(PaymentStates.Table.IsFinal));

    private static void Check<TState>(StateTable<TState> table)
        where TState : struct, Enum
    {
        Assert.Equal(Enum.GetValues<TState>(), table.Rows.Select(row => row.State).Order());
        Assert.All(table.Rows, row =>
        {
            Assert.Matches("^[a-z]+(-[a-z]+)*$", row.Name);
            Assert.True(table.TryParse(row.Name, out var state) && state.Equals(row.State));
            Assert.NotEqual(row.Text.Vi, row.Text.En);
            Assert.DoesNotContain(row.State, row.Next);
        });
        Assert.Equal(table.Rows.Count, table.Rows.Select(row => row.Text.Vi).Distinct().Count());
        Assert.False(table.TryParse("nowhere", out _));
    }
}
