using Hub.Core;
using Hub.Core.Calendar;
using Hub.Payments.Model;

namespace Hub.Payments.Booking;

/// <summary>The account that a payment request may be paid into at this moment: checked by bank, number, day, agency and type of fee whenever a code is shown or money is asked for.</summary>
public static class PayableAccount
{
    /// <param name="accounts">Those of the centre.</param>
    /// <returns>The account; else why nothing is to be paid by the request.</returns>
    public static (BeneficiaryAccount? Account, Bilingual? Why) Of(PaymentRequest request, Fee fee, IReadOnlyList<BeneficiaryAccount> accounts, DateTimeOffset now)
    {
        if (request.StateAt(now) is not RequestState.Open and var over)
        {
            var (state, newer) = (RequestStates.Table.Name(over), request.ReplacedBy);
            return (null, new Bilingual(
                $"Mã này không còn để thanh toán ({state}){(newer is null ? "" : $"; dùng {newer}")}.", $"This code is not to be paid any more ({state}){(newer is null ? "" : $"; use {newer}")}."));
        }

        if (request.Account.Length == 0)
        {
            return (null, new Bilingual("Chưa có tài khoản nào nhận khoản thu này; khai tài khoản rồi thử lại.", "No account receives this fee yet; enter one, then try again."));
        }

        var today = VietnamClock.DayOf(now);
        var named = accounts.Where(account => account.Number == request.Account && (request.Bin is null || account.Bin == request.Bin)).ToList();
        var ours = named.Where(account => AccountChoice.IsOurs(accounts, account.Bin, account.Number, today) && account.IsValidOn(today)).ToList();
        if (ours.Count == 0)
        {
            return (null, new Bilingual(
                $"Tài khoản {request.Account} hôm nay không phải của trung tâm; không in mã cho tài khoản này.", $"Account {request.Account} is not the centre's today; no code is made for it."));
        }

        // A number alone may be two banks': then the choice of today must say which.
        var serving = ours.Where(account => account.Serves(fee.Agency, fee.FeeType)).ToList();
        var account = serving is [var only] ? only : serving.Find(each => ReferenceEquals(each, AccountChoice.For(accounts, fee.Agency, fee.FeeType, today)));
        return account is not null ? (account, null) : (null, new Bilingual(
            $"Tài khoản {request.Account} hôm nay không thu khoản này (cơ quan hoặc loại khoản thu đã đổi); không in mã.",
            $"Account {request.Account} does not receive this fee today (its agency or types of fee have changed); no code is made."));
    }
}
