using Hub.Core.Calendar;
using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;
using Hub.Functions.Problems;
using Hub.Functions.Trust;
using Hub.Payments;
using Hub.Payments.Accounts;
using Hub.Payments.Booking;
using Hub.Payments.Model;

namespace Hub.Functions.Payments;

/// <summary>The accounts into which fees are paid. A change is a proposal, see <c>/approvals</c>.</summary>
internal sealed class AccountEndpoints(AccountRegistry accounts, AccountChangeKind kind, Proposing proposing, TimeProvider clock) : IEndpointGroup
{
    internal const string Tag = "accounts";

    public void Map(RouteTable routes)
    {
        routes.Add(Access.To(PaymentsDescriptor.Role, Role.Operator, Role.Auditor, Role.Admin), new Operation("listAccounts", Tag, "Tài khoản thụ hưởng, cả trước và sau này / Beneficiary accounts, past and future ones too")
        {
            Method = "GET",
            Path = "/accounts",
            Response = typeof(AccountList),
        }, ListAsync);
        routes.Add(Access.To([.. kind.Roles]), new Operation("proposeAccount", Tag, "Đề nghị tài khoản mới, đổi hoặc kết thúc; chờ người thứ hai duyệt / Propose a new, changed or ended account; it waits for a second person")
        {
            Method = "POST",
            Path = "/accounts/proposals",
            Request = typeof(AccountProposal),
            Response = typeof(ProposalDetail),
            Status = StatusCodes.Status202Accepted,
            Problems = [ProblemKinds.SchemaViolation, .. Proposing.Problems, .. Doc.BodyProblems],
        }, ProposeAsync);
    }

    private async Task ListAsync(HttpContext http)
    {
        var today = VietnamClock.DayOf(clock.GetUtcNow());
        var all = await accounts.ListAsync(http.RequestAborted);
        await http.JsonAsync(new AccountList([.. all.Select(account => View(account, today))]), AccountsJson.Wire.AccountList);
    }

    private async Task ProposeAsync(HttpContext http)
    {
        var (request, problem) = await RequestJson.ReadAsync(http, AccountsJson.Wire.AccountProposal);
        var reason = request?.Reason?.Trim();
        problem ??= reason is not { Length: > 0 and <= Proposing.MaxReason }
            ? Problem.Invalid("/reason", "required", ($"Nêu lý do, 1 đến {Proposing.MaxReason} ký tự.", $"Give the reason, 1 to {Proposing.MaxReason} characters."))
            : request!.Holder is null ? Problem.Invalid("/holder", "required", ("Cần nêu chủ tài khoản.", "The holder is needed."))
            : request.ValidFrom is null ? Problem.Invalid("/validFrom", "required", ("Cần nêu ngày bắt đầu.", "The first day is needed."))
            : null;
        if (problem is not null)
        {
            await http.ProblemAsync(problem);
            return;
        }

        var subject = AccountChange.Subject(request!.Bin ?? "", request.Number ?? "");
        var wish = AccountDocument.Of(new AccountWish(request.Holder!, request.ValidFrom!.Value, request.ValidUntil, request.FeeTypes, request.Agency, request.ShareKept));
        var (basis, refusal) = await kind.WeighAsync(subject, wish, http.RequestAborted);
        if (basis is null)
        {
            await http.ProblemAsync(Problem.Of(refusal!));
            return;
        }

        await proposing.AnswerAsync(http, kind, subject, basis, reason!);
    }

    private static AccountView View(BeneficiaryAccount account, DateOnly today) => new(
        account.Bin, account.Number, account.Holder, account.IsValidOn(today) ? "valid" : account.ValidFrom > today ? "future" : "ended",
        account.ValidFrom == DateOnly.MinValue ? null : account.ValidFrom, account.ValidUntil, account.FeeTypes, account.Agency, account.ShareKept);
}
