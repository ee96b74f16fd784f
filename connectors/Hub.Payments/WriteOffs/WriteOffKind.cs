using System.Text.Json;
using Hub.Core;
using Hub.Core.Approvals;
using Hub.Core.Intake;
using Hub.Core.Schemas.Explaining;
using Hub.Payments.Booking;
using Hub.Payments.Settings;

namespace Hub.Payments.WriteOffs;

/// <summary>The rest of an open or underpaid fee that nobody is to ask for any more. Its subject is the fee's id, <c>DOSSIER/NUMBER</c>.</summary>
public sealed class WriteOffKind(IPayments payments) : IProposalKind
{
    public const string KindName = "fee-write-off";

    public string Name => KindName;

    public Bilingual Title { get; } = ("Không thu phần còn thiếu của khoản thu", "Write-off of the rest of a fee");

    public IReadOnlyList<string> Roles { get; } = [PaymentCodes.Finance];

    public TimeSpan Lifetime { get; } = TimeSpan.FromDays(7);

    public async Task<(ProposalBasis? Basis, Refusal? Refusal)> WeighAsync(string subject, ReadOnlyMemory<byte> after, CancellationToken ct)
    {
        if (await payments.FileAsync(subject, ct) is not { } file)
        {
            return Wrong("/subject", "exists", ("subject là mã hồ sơ, dấu / và số của một khoản thu đã có.", "subject is the dossier, a slash and the number of a fee that exists."));
        }

        WriteOffWish wish;
        try
        {
            wish = FeeWriteOff.Wish(after.Span);
        }
        catch (JsonException)
        {
            return Wrong("/after", "json", ("after chỉ có amount, số đồng.", "after holds amount alone, whole đồng."));
        }

        var rest = FeeWriteOff.Rest(file);
        return rest == 0 ? Wrong("/subject", "state", ("Khoản thu này không còn thiếu gì.", "This fee lacks nothing."))
            : wish.Amount != rest ? Wrong("/after/amount", "const", ($"Khoản thu còn thiếu {rest} đ; chỉ bỏ đúng số đó.", $"The fee lacks {rest} đ; just that is written off."))
            : (new ProposalBasis(FeeWriteOff.Present(file), FeeWriteOff.Of(wish), LimitClass: "write-off", file.Fee.Dossier), null);
    }

    private static (ProposalBasis?, Refusal?) Wrong(string pointer, string rule, Bilingual text) =>
        (null, new Refusal(RefusalNames.SchemaViolation, [new SchemaViolation(pointer, rule, text)]));
}
