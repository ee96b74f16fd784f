using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Payments.Booking;
using Hub.Payments.Messengers.Platform;
using Hub.Payments.Model;
using Hub.Payments.Settings;

namespace Hub.Payments.Asking;

/// <summary>
/// Answers the national portal, which asks by <c>dptracuuthanhtoanhs</c> what of a dossier is to be paid: <c>error_code</c> 0 with the bill, 1 when all is paid, -1
/// when there is nothing to say. What is paid by it comes back under the reference of the bill. Assumed: the question names the dossier as <c>MaHoSo</c>.
/// </summary>
public sealed class PlatformLookUp(IPayments payments, AccountRegistry accounts, PaymentsOptions options, TimeProvider clock)
{
    private const int MostCode = 50;

    /// <param name="dossier">Null where the question names none.</param>
    public async Task<JsonObject> AnswerAsync(string? dossier, CancellationToken ct)
    {
        if (dossier?.Trim() is not { Length: > 0 and <= MostCode } code)
        {
            return Say(-1, ("Thiếu MaHoSo", "MaHoSo is missing"));
        }

        var now = clock.GetUtcNow();
        var fees = (await payments.FeesOfDossierAsync(code, ct)).Where(fee => !fee.IsCancelled).ToList();
        Bilingual? why = null;
        var (isPaid, isOpen) = (false, false);
        foreach (var fee in fees)
        {
            if (await payments.FileAsync(fee.Id, ct) is not { } file)
            {
                continue;
            }

            var balance = FeeBalance.Of(fee.Id, file.Payments);
            isPaid |= balance.Matched > 0;
            if (balance.Missing(file.Fee) == 0)
            {
                continue;
            }

            isOpen = true;
            if (file.Requests.FirstOrDefault(each => each.StateAt(now) is RequestState.Open) is not { } request)
            {
                continue;
            }

            var (account, refusal) = PayableAccount.Of(request, file.Fee, await accounts.ListAsync(ct), now);
            if (account is not null)
            {
                return Bill(file, request, account);
            }

            why ??= refusal;
        }

        return isPaid && !isOpen ? Say(1, ("Hồ sơ đã thanh toán", "The dossier is paid"))
            : Say(-1, why ?? (!isOpen ? new("Hồ sơ không có khoản phải nộp", "Nothing of the dossier is to be paid") : new("Hồ sơ chưa có mã thanh toán còn hiệu lực", "The dossier has no request in force")));
    }

    private static JsonObject Say(int code, Bilingual text) => new() { ["error_code"] = code, ["message"] = text.Vi };

    private JsonObject Bill(FeeFile file, PaymentRequest request, BeneficiaryAccount account)
    {
        var text = $"THANH TOAN HO SO {request.Dossier}";
        var answer = Say(0, ("Thành công", "Found"));
        answer["MaDoiTac"] = options.Platform.Partner;
        answer["MaThamChieu"] = PlatformMessages.Reference(request.Dossier, request.CreatedAt);
        answer["SoTien"] = PlatformReceipt.Dong(request.Amount);
        answer["MaTienTe"] = "VND";
        answer["ThongTinGiaoDich"] = text;
        foreach (var (name, value) in PlatformReceipt.Of(file, request.Amount, text, account.Bin, account.Number, account.Holder))
        {
            answer[name] = value?.DeepClone();
        }

        return answer;
    }
}
