using System.Collections.Frozen;
using Hub.Payments.Files.Text;

namespace Hub.Payments.Files.Profiles;

/// <summary>What banks and acquirers call their columns, in Vietnamese and English, folded and without blanks.</summary>
internal static class HeadingAliases
{
    /// <summary>Shorter names count only when they are the whole heading or a part of it between slashes.</summary>
    private const int ShortestInside = 5;

    private static readonly FrozenDictionary<string, string> Roles = new Dictionary<string, string>
    {
        ["day"] = "ngay gd|ngay giao dich|ngay|ngay hach toan|ngay ghi so|ngay gio giao dich|thoi gian giao dich|thoi gian|ngay gio|transaction date|trans date|txn date|date|posting date|booking date|txndatetime|transaction datetime|transaction time|ngay ct|ngay chung tu",
        ["valueDay"] = "ngay hieu luc|ngay gia tri|value date|effective date",
        ["debit"] = "ghi no|phat sinh no|so tien ghi no|ps no|no|debit|debit amount|tien ra|rut ra|so tien rut|so tien chi|withdrawal|withdrawals|so tien no|dr",
        ["credit"] = "ghi co|phat sinh co|so tien ghi co|ps co|co|credit|credit amount|tien vao|gui vao|so tien gui|so tien thu|deposit|deposits|so tien co|cr",
        ["amount"] = "so tien|amount|so tien gd|so tien giao dich|transaction amount|txn amount|gia tri|gia tri giao dich|so tien thanh toan|gross amount",
        ["direction"] = "no co|co no|ghi no co|dr cr|cr dr|d c|c d|debit credit|chieu|chieu giao dich|loai but toan|ps no co",
        ["balance"] = "so du|so du sau gd|so du sau giao dich|so du luy ke|running balance|balance|available balance|so du kha dung|ledger balance",
        ["text"] = "dien giai|noi dung|noi dung giao dich|noi dung gd|noi dung chi tiet|noi dung chuyen khoan|noi dung thanh toan|mo ta|mo ta giao dich|description|transaction description|details|transaction details|remark|remarks|narrative|memo|ghi chu|particulars",
        ["reference"] = "so tham chieu|ma tham chieu|so but toan|ma giao dich|so giao dich|ma gd|so gd|so ct|so chung tu|reference|ref|ref no|reference no|reference number|transaction id|transaction no|rrn|so ft|ma ft",
        ["account"] = "so tai khoan|tai khoan|account|account number|account no|so tk|stk|tk",
        ["currency"] = "loai tien|tien te|currency|ccy|loai tien te|don vi tien te",
        ["merchant"] = "mid|merchant id|merchant|ma dvcnt|ma don vi|ma don vi chap nhan the|ma merchant",
        ["terminal"] = "tid|terminal id|terminal|ma may|ma may pos|ma tid|so may pos|ma thiet bi",
        ["batch"] = "batchno|batch|batch number|so lo|lo|ma lo",
        ["trace"] = "traceno|trace|trace number|so trace",
        ["invoice"] = "invoiceno|invoice|so hoa don",
        ["card"] = "cardmasked|masked card|card number|card no|pan|so the",
        ["scheme"] = "cardscheme|card type|card brand|loai the|thuong hieu the|to chuc the",
        ["type"] = "txntype|transaction type|loai giao dich|loai gd|type",
        ["fee"] = "fee|phi|phi giao dich|phi gd|phi chiet khau|chiet khau|mdr|phi dvcnt|fee amount",
        ["vat"] = "vatfee|vat|thue|thue gtgt|thue vat|thue gtgt phi|vat phi",
        ["net"] = "netamount|net|so tien thuc nhan|thuc nhan|thuc nhan ve|so tien bao co|settlement amount|so tien quyet toan",
        ["approval"] = "approvalcode|auth code|authorization code|ma chuan chi|so chuan chi",
        ["settled"] = "settlementdate|ngay quyet toan|ngay thanh toan|ngay bao co",
        [Ignored] = "stt|so thu tu|tt|ordinal",
    }.SelectMany(pair => pair.Value.Split('|').Select(alias => (Alias: alias.Replace(" ", "", StringComparison.Ordinal), pair.Key))).ToFrozenDictionary(pair => pair.Alias, pair => pair.Key);

    public const string Ignored = "ignored";

    /// <summary>The role of a heading and how surely: the longer the name that is found, the surer; a whole name above all. Null where nothing is found.</summary>
    public static (string Role, int Score)? Find(string heading)
    {
        // "No." numbers the rows, "Nợ" is a debit.
        if (heading.Trim() is "No" or "No." or "NO" or "#" or "no")
        {
            return (Ignored, 1000);
        }

        (string Role, int Score)? best = null;
        var parts = heading.Split(['/', '(', ')', '\n', '\r', '-', '|'], StringSplitOptions.RemoveEmptyEntries).Prepend(heading);
        foreach (var part in parts)
        {
            var folded = Plain(part);
            if (folded.Length > 0 && Roles.TryGetValue(folded, out var role) && (best is null || best.Value.Score < 1000 + folded.Length))
            {
                best = (role, 1000 + folded.Length);
            }
        }

        if (best is null)
        {
            var folded = Plain(heading);
            foreach (var (alias, role) in Roles)
            {
                if (alias.Length >= ShortestInside && alias.Length > (best?.Score ?? 0) && folded.Contains(alias, StringComparison.Ordinal))
                {
                    best = (role, alias.Length);
                }
            }
        }

        return best;
    }

    private static string Plain(string text) => Vietnamese.Fold(text).Replace(" ", "", StringComparison.Ordinal);
}
