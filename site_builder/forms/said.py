"""Why a file was not read, and what to do about it: by the codes of `Refused` and `Unfit`."""

from __future__ import annotations

from site_builder.content.problem import Text

SAID: dict[str, tuple[Text, Text]] = {
    "other-archive": (
        Text("这种压缩包打不开", "this kind of archive is not opened"),
        Text("先解压成文件夹，或另压成 zip。", "Unpack it into a folder, or pack it as zip."),
    ),
    "too-deep": (
        Text("压缩包里套压缩包太深或太大", "it is an archive too deep in archives, or too large"),
        Text("先解压成文件夹再导入。", "Unpack it into a folder first."),
    ),
    "not-zip": (
        Text("压缩包损坏，或者不是 zip", "it is damaged, or no zip"),
        Text("请报送单位重新压缩后再发。", "Have it packed and sent again."),
    ),
    "torn": (
        Text("在压缩包里损坏了，或者用了少见的压缩方式", "it is damaged in its archive, or packed in a rare way"),
        Text("先在电脑上解压成文件夹再导入；解压不了，就请报送单位重新压缩后再发。", "Unpack the archive into a folder and import that; where it can't be, have it packed and sent again."),
    ),
    "leads-out": (
        Text("压缩包里的文件名指向别的文件夹，不安全", "its name in the archive leads to another folder, which is not safe"),
        Text("不要使用这个压缩包，请报送单位直接发文件夹里的文件。", "Don't use this archive; ask for the files themselves."),
    ),
    "is-link": (
        Text("压缩包里是一个快捷方式，不是文件", "it is a link in the archive, and no file"),
        Text("请报送单位直接发文件。", "Ask for the file itself."),
    ),
    "bomb": (
        Text("解压后会比压缩包大几百倍，不像是正常文件，没有打开", "it would unfold to hundreds of times its size, and was not opened"),
        Text("请报送单位直接发文件夹里的文件；来历不明的就删掉。", "Ask for the files themselves; delete it if you don't know whose it is."),
    ),
    "too-much": (
        Text("从这里起没有再看：文件太多或解压后太大", "nothing from here on was looked at: there are too many files, or they unfold to too much"),
        Text("分几次导入，每次一座城市。", "Import it in parts, a city at a time."),
    ),
    "locked": (
        Text("有密码，打不开", "it is locked with a password"),
        Text("请报送单位去掉密码后再发。", "Ask for it without a password."),
    ),
    "too-large": (
        Text("文件太大，不像是表格", "it is too large for a form"),
        Text("检查是否把影片存成了 Word 或 Excel。", "See whether a film was saved as a document."),
    ),
    "not-word": (
        Text("不是 Word 文件，或者损坏", "it is no Word document, or damaged"),
        Text("用 Word 或 WPS 打开，另存为 .docx 后再导入。", "Open it in Word or WPS and save it as .docx."),
    ),
    "not-excel": (
        Text("不是 Excel 文件，或者损坏", "it is no workbook, or damaged"),
        Text("用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。", "Open it in Excel or WPS and save it as .xlsx."),
    ),
    "old-format": (
        Text("是旧格式，这台电脑没有装 LibreOffice，打不开", "it is an old format, and LibreOffice is not installed here"),
        Text("用 Word 或 WPS 打开，另存为 .docx（表格存为 .xlsx）后再导入。", "Save it as .docx (or .xlsx) and import it again."),
    ),
    "not-converted": (
        Text("旧格式转换失败", "it could not be turned into a new format"),
        Text("用 Word 或 WPS 打开，另存为 .docx 后再导入。", "Open it in Word or WPS and save it as .docx."),
    ),
    "no-form": (
        Text("里面没有认得出的推介表、登记表或事迹材料", "it holds no form, register or report that can be recognised"),
        Text("不需要它就不用管；需要的话，把内容抄进推介表再导入。", "Leave it if it isn't needed; else copy its content into a form."),
    ),
}  # fmt: skip
